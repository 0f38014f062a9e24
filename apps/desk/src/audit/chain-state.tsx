import { useAuditCheck } from "@getu/ui";
import type { AuditChecking } from "@getu/ui";
import { Alert, Button } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useAct } from "@getu/ui/use-act.ts";

/** Whether the log is what was written: checked from its first row on when one asks for it. */
export function ChainState(): ReactNode {
  const { t } = useTranslation();
  const check = useAuditCheck();
  const { isBusy, act } = useAct();
  const [state, setState] = useState<AuditChecking | null>(null);
  const button = (
    <Button size="small" loading={isBusy} onClick={() => void act(() => check(setState))}>
      {t("desk.audit.chain.check")}
    </Button>
  );
  if (state === null)
    return <Alert type="info" showIcon title={t("desk.audit.chain.unchecked")} action={button} />;
  const { rows, heads, broken, isDone } = state;
  if (broken)
    return (
      <Alert
        type="error"
        showIcon
        title={t(`desk.audit.chain.${broken.problem}`, { seq: broken.seq })}
        action={button}
      />
    );
  const whole = heads > 0 ? "whole" : "alone";
  const title = t(`desk.audit.chain.${isDone ? whole : "checking"}`, { rows, heads });
  return <Alert type={isDone ? "success" : "info"} showIcon title={title} action={button} />;
}
