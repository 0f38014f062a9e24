import type { Severity } from "@getu/domain";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** Told apart by shape as well as by colour. */
const MARKS = { minor: "○", major: "◆", urgent: "▲" } as const satisfies Record<Severity, string>;

/** How much an incident weighs: mark, colour and word. */
export function SeverityTag({ severity }: { severity: Severity }): ReactNode {
  const { t } = useTranslation();
  return (
    <span className={`severity severity--${severity}`}>
      <span aria-hidden="true">{MARKS[severity]}</span> {t(`severity.${severity}`)}
    </span>
  );
}
