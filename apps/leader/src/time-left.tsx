import { isOpen, isOverdue } from "@getu/domain";
import type { Timed } from "@getu/domain";
import { ageText } from "@getu/ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** How long until work is due, or how late it is, by colour and word. */
export function TimeLeft({ incident, now }: { incident: Timed; now: Date }): ReactNode {
  const { t } = useTranslation();
  const { status, dueAt } = incident;
  if (!isOpen(status)) return <span className="time-left">{t("leader.timeLeft.done")}</span>;
  if (dueAt === null) return <span className="time-left">{t("leader.timeLeft.standing")}</span>;
  const age = ageText(Math.abs(Date.parse(dueAt) - now.getTime()), t);
  return isOverdue(incident, now) ? (
    <strong className="time-left time-left--late">{t("leader.timeLeft.late", { age })}</strong>
  ) : (
    <span className="time-left">{t("leader.timeLeft.left", { age })}</span>
  );
}
