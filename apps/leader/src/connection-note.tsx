import { ageText } from "@getu/ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { silenceOf } from "./silence.ts";
import { useOfflineMs } from "./use-offline.ts";
import type { Work } from "./work.ts";

/** Says on every page, and wherever one has scrolled to, that the server is not heard, since when, and how old everything is. */
export function ConnectionNote({ work: { live, asOf, now, format } }: { work: Work }): ReactNode {
  const { t } = useTranslation();
  const silence = silenceOf(live, useOfflineMs());
  if (!silence) return null;
  const { kind, since } = silence;
  const words = [
    since === null
      ? t(`leader.silence.${kind}`)
      : t(`leader.silence.${kind}Since`, { time: format.moment(since, now) }),
    asOf === null ? "" : t("leader.silence.shown", { age: ageText(now.getTime() - asOf.getTime(), t) }),
    t("leader.silence.goOn"),
  ];
  return (
    <p className="note note--pinned" role="status">
      {words.join("")}
    </p>
  );
}
