import { useAssignMany, useRefusalWords } from "@getu/ui";
import type { Assigned } from "@getu/ui";
import { Alert, Button, Modal, Space, Typography } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { createDeliveryKeys } from "../delivery-key.ts";
import { DutySelect } from "../duty-select.tsx";
import { toDuty } from "../duty-text.ts";
import { useAct } from "@getu/ui/use-act.ts";
import type { DeskWords } from "../use-desk-words.ts";

type AssignDialogProps = {
  territoryId: number;
  ids: ReadonlySet<number>;
  words: DeskWords;
  /** What was refused stays chosen. */
  onAssigned: (refused: readonly number[]) => void;
  onClose: () => void;
};

/** As many as the server takes at once. */
const MOST_ASSIGNED = 200;

/** A refusal as if its incident had been asked for alone. */
const asError = (failure: Assigned["refused"][number]["refusal"]): unknown => ({ data: { failure } });

function Outcome({ taken, refused }: Assigned): ReactNode {
  const { t } = useTranslation();
  const wordsFor = useRefusalWords();
  return (
    <Space orientation="vertical" style={{ width: "100%" }}>
      {taken.length > 0 && (
        <Alert type="success" showIcon title={t("desk.queue.assigned", { count: taken.length })} />
      )}
      {refused.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t("desk.queue.refused", { count: refused.length })}
          description={
            <ul className="queue__refused">
              {refused.map(({ id, refusal }) => (
                <li key={id}>{t("desk.queue.refusal", { id, why: wordsFor(asError(refusal)) })}</li>
              ))}
            </ul>
          }
        />
      )}
    </Space>
  );
}

/** Chooses whom the chosen incidents go to, assigns them, and says of each that could not be why. */
export function AssignDialog({ territoryId, ids, words, onAssigned, onClose }: AssignDialogProps): ReactNode {
  const { t } = useTranslation();
  const assignMany = useAssignMany(territoryId);
  const { isBusy, act } = useAct();
  const [keyOf] = useState(createDeliveryKeys);
  const [count] = useState(ids.size); // what is chosen shrinks with the answer
  const [duty, setDuty] = useState<string | undefined>();
  const [assigned, setAssigned] = useState<Assigned | null>(null);
  const send = () =>
    act(async () => {
      const assignment = { ids: [...ids], ...(duty !== undefined && { assignee: toDuty(duty) }) };
      const answer = await assignMany({ ...assignment, idempotencyKey: keyOf(assignment) });
      setAssigned(answer);
      onAssigned(answer.refused.map(({ id }) => id));
    });
  const footer = assigned ? (
    <Button type="primary" onClick={onClose}>
      {t("desk.queue.close")}
    </Button>
  ) : (
    <>
      <Button onClick={onClose}>{t("desk.cancel")}</Button>
      <Button type="primary" loading={isBusy} disabled={count > MOST_ASSIGNED} onClick={send}>
        {t("desk.queue.assign")}
      </Button>
    </>
  );
  return (
    <Modal open title={t("desk.queue.assignTitle", { count })} footer={footer} onCancel={onClose}>
      {assigned ? (
        <Outcome {...assigned} />
      ) : (
        <Space orientation="vertical" style={{ width: "100%" }}>
          <Typography.Text type="secondary">{t("desk.queue.assignHint")}</Typography.Text>
          <label htmlFor="assignee">{t("desk.case.assignee")}</label>
          <DutySelect
            id="assignee"
            words={words}
            highest={null}
            placeholder={t("desk.case.assigneeUsual")}
            value={duty ?? ""}
            onChange={setDuty}
          />
          {count > MOST_ASSIGNED && (
            <Alert type="error" showIcon title={t("desk.queue.most", { most: MOST_ASSIGNED })} />
          )}
        </Space>
      )}
    </Modal>
  );
}
