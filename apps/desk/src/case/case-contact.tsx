import { useContact } from "@getu/ui";
import { Button, Card, Space, Typography } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useAct } from "@getu/ui/use-act.ts";
import type { CaseView } from "./case-view.ts";
import { ReasonForm } from "./reason-form.tsx";

const MOST_REASON = 500;

/** The reporter's contact, struck out; who says why sees it in full, for as long as the page is open. */
export function CaseContact({ caseKey }: CaseView): ReactNode {
  const { t } = useTranslation();
  const { masked, read } = useContact(caseKey);
  const { act, isBusy } = useAct();
  const [isAsking, setAsking] = useState(false);
  const [shown, setShown] = useState<string | null>(null);
  if (masked === undefined) return null; // not theirs to know
  const show = (reason: string): Promise<void> =>
    act(async () => {
      setShown(await read(reason));
      setAsking(false);
    });
  return (
    <Card size="small" title={t("desk.case.contact")}>
      {masked === null ? (
        <Typography.Text type="secondary">{t("desk.case.noContact")}</Typography.Text>
      ) : (
        <Space wrap>
          <span className="case__contact">{shown ?? masked}</span>
          {shown === null && !isAsking && (
            <Button size="small" onClick={() => setAsking(true)}>
              {t("desk.case.showContact")}
            </Button>
          )}
        </Space>
      )}
      {isAsking && (
        <ReasonForm
          label={t("desk.case.contactReason")}
          submitLabel={t("desk.case.showContact")}
          most={MOST_REASON}
          isBusy={isBusy}
          onReason={show}
          onCancel={() => setAsking(false)}
        />
      )}
    </Card>
  );
}
