import type { Incident } from "@getu/domain";
import { isOpen } from "@getu/domain";
import { ageText } from "@getu/ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** How long until work is due, or how late it is; `now` is the server's time. */
export function TimeLeft({
  incident,
  now,
}: {
  incident: Pick<Incident, "status" | "dueAt">;
  now: Date;
}): ReactNode {
  const { t } = useTranslation();
  const { status, dueAt } = incident;
  if (!isOpen(status)) return <span className="time-left">{t("desk.timeLeft.done")}</span>;
  if (dueAt === null) return <span className="time-left">{t("desk.timeLeft.standing")}</span>;
  const leftMs = Date.parse(dueAt) - now.getTime();
  const age = ageText(Math.abs(leftMs), t);
  return leftMs < 0 ? (
    <strong className="time-left time-left--late">{t("desk.timeLeft.late", { age })}</strong>
  ) : (
    <span className="time-left">{t("desk.timeLeft.left", { age })}</span>
  );
}
