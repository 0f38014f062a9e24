import { findTimeProblem } from "@getu/domain";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { usePhone } from "../phone.tsx";
import type { Work } from "../work.ts";
import type { Entry } from "./entry.ts";

type TimeQuestionProps = { entry: Entry; work: Work };

/** Asks when something was whose time the phone doubts: now, or as noted where the server would take that. */
export function TimeQuestion({ entry: { key, work }, work: { format, now } }: TimeQuestionProps): ReactNode {
  const { t } = useTranslation();
  const { outbox } = usePhone();
  if (work.kind === "act") return null;
  const noted = new Date(work.seenAtMs);
  return (
    <>
      <button
        type="button"
        className="button"
        onClick={() => void outbox.resendAsOf({ key, seenAtMs: Date.now() })}
      >
        {t("leader.outbox.asOfNow")}
      </button>
      {findTimeProblem(noted, now) === null && (
        <button
          type="button"
          className="button"
          onClick={() => void outbox.resendAsOf({ key, seenAtMs: work.seenAtMs })}
        >
          {t("leader.outbox.asNoted", { time: format.moment(noted, now) })}
        </button>
      )}
    </>
  );
}
