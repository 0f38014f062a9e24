import { ageText } from "@getu/ui";
import type { TFunction } from "i18next";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { silenceOf } from "./silence.ts";
import { useOfflineMs } from "./use-offline.ts";
import type { Work } from "./work.ts";

/**
 * Says on every page, and wherever one has scrolled to, that the server is not heard, since when, and how old everything is;
 * or that it is heard but what changes does not come.
 */
export function ConnectionNote({ work: { live, asOf, now, format } }: { work: Work }): ReactNode {
  const { t } = useTranslation();
  const silence = silenceOf(live, useOfflineMs());
  const { heldSince } = live;
  if (!silence && heldSince === null) return null;
  const timeOf = (at: Date): string => format.moment(at, now);
  const words = silence
    ? [
        silence.since === null
          ? t(`leader.silence.${silence.kind}`)
          : t(`leader.silence.${silence.kind}Since`, { time: timeOf(silence.since) }),
        asOf === null ? "" : shownWords(now.getTime() - asOf.getTime(), t),
        t("leader.silence.goOn"),
      ]
    : [t("leader.silence.heldSince", { time: timeOf(new Date(heldSince!)) })]; // one of the two, see above
  return (
    <p className="note note--pinned" role="status">
      {words.join("")}
    </p>
  );
}

const MINUTE_MS = 60_000;

/** How old what is shown is; the page's clock goes in steps, and would call it seconds younger than the silence. */
const shownWords = (ageMs: number, t: TFunction): string =>
  ageMs < MINUTE_MS
    ? t("leader.silence.shownJustNow")
    : t("leader.silence.shown", { age: ageText(ageMs, t) });
