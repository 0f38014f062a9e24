import { isOfAnotherDate } from "@getu/domain";
import type { FileAgreement } from "@getu/domain";
import { useCodeAgreements } from "@getu/ui";
import { Alert } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** Files whose own grid codes say that the lines are of another date. */
export function useStaleFindings(territoryId: number): readonly FileAgreement[] {
  return (useCodeAgreements(territoryId).data ?? []).filter(isOfAnotherDate);
}

/** Says of each such file how many of its codes name another grid than the one they lie in. */
export function StaleNotes({ findings }: { findings: readonly FileAgreement[] }): ReactNode {
  const { t } = useTranslation();
  return findings.map(({ kind, ...counts }) => (
    <Alert
      key={kind}
      type="warning"
      showIcon
      title={t("planner.stale.title", { kind: t(`planner.stale.${kind}`), ...counts })}
      description={t("planner.stale.meaning", counts)}
    />
  ));
}
