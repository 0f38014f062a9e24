import type { Action } from "@getu/domain";
import { useRefusalWords, useTakeAction } from "@getu/ui";
import { Alert, App, Button, Card, Form, Space } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ActionPreview } from "./action-preview.tsx";
import { ActionField } from "./action-field.tsx";
import { fieldsOf, toCommand } from "./action-fields.ts";
import type { ActionForm } from "./action-fields.ts";
import type { CaseView } from "./case-view.ts";
import { ChangedMeanwhile } from "./changed-meanwhile.tsx";
import { createDeliveryKeys } from "../delivery-key.ts";

type ActionPanelProps = { view: CaseView; action: Action; onClose: () => void };

/** The form of one action; it stays as it is filled in whatever happens to the incident meanwhile. */
export function ActionPanel({ view, action, onClose }: ActionPanelProps): ReactNode {
  const { t } = useTranslation();
  const { found, words, caseKey } = view;
  const { message } = App.useApp();
  const wordsFor = useRefusalWords();
  const takeAction = useTakeAction(caseKey);
  const [keyOf] = useState(createDeliveryKeys);
  const [fields] = useState(() => fieldsOf(action, found, words.catalogue));
  const [seen] = useState(found.steps.length);
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const name = words.action(action);

  async function send(form: ActionForm): Promise<void> {
    setBusy(true);
    setError(null);
    try {
      const command = toCommand(action, form);
      await takeAction({ ...command, seenSteps: found.steps.length }, keyOf(command));
      message.success(t("desk.case.saved", { action: name }));
      onClose();
    } catch (refused) {
      setError(refused);
      setBusy(false);
    }
  }

  return (
    <Card size="small" title={name} className="case__panel">
      <Form<ActionForm> layout="vertical" requiredMark={false} onFinish={send} disabled={isBusy}>
        {fields.map((field) => (
          <ActionField key={field.name} {...{ field, action, view }} />
        ))}
        <ActionPreview view={view} action={action} isSent={isBusy} />
        {!isBusy && <ChangedMeanwhile {...{ view, action, seen }} />}
        {error !== null && <Alert type="error" showIcon title={wordsFor(error)} className="case__refusal" />}
        <Space>
          <Button type="primary" htmlType="submit" loading={isBusy}>
            {t("desk.case.submit", { action: name })}
          </Button>
          <Button onClick={onClose}>{t("desk.cancel")}</Button>
        </Space>
      </Form>
    </Card>
  );
}
