import { useHold } from "@getu/ui";
import { Button, Card, Typography } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useAct } from "@getu/ui/use-act.ts";
import { useMay } from "../use-may.ts";
import type { CaseView } from "./case-view.ts";
import { ReasonForm } from "./reason-form.tsx";

const MOST_REASON = 200;

/** Whether a hold keeps what would be deleted in time; who may changes that, and says why. */
export function CaseHold({ found, caseKey, words, now }: CaseView): ReactNode {
  const { t } = useTranslation();
  const hold = useHold(caseKey);
  const { act, isBusy } = useAct();
  const [isAsking, setAsking] = useState(false);
  const { heldSince } = found;
  const mayHold = useMay()("incident.hold", caseKey.territoryId);
  if (heldSince === null && !mayHold) return null;
  const deed = heldSince === null ? "set" : "lift";
  const change = (reason: string): Promise<void> =>
    act(async () => {
      await hold[deed](reason);
      setAsking(false);
    });
  return (
    <Card size="small" title={t("desk.case.hold.title")}>
      <Typography.Paragraph {...(heldSince === null ? { type: "secondary" } : { strong: true })}>
        {heldSince === null
          ? t("desk.case.hold.none")
          : t("desk.case.hold.held", { time: words.format.moment(new Date(heldSince), now) })}
      </Typography.Paragraph>
      {mayHold && !isAsking && (
        <Button size="small" onClick={() => setAsking(true)}>
          {t(`desk.case.hold.${deed}`)}
        </Button>
      )}
      {isAsking && (
        <ReasonForm
          key={deed}
          label={t("desk.case.hold.reason")}
          submitLabel={t(`desk.case.hold.${deed}`)}
          most={MOST_REASON}
          isBusy={isBusy}
          onReason={change}
          onCancel={() => setAsking(false)}
        />
      )}
    </Card>
  );
}
