import { useCodeWords } from "@getu/ui";
import { useTranslation } from "react-i18next";
import type { Work } from "../work.ts";
import { useOwnEntries } from "../phone.tsx";
import type { Entry } from "./entry.ts";
import { DOUBTFUL_TIME, doneBefore } from "./noted-time.ts";
import { isBehindStuck } from "./outbox.ts";

type Sent = Pick<Entry, "work" | "madeAtMs"> & { state: Extract<Entry["state"], { kind: "sent" }> };

/** Says how an entry stands; of a report that was placed elsewhere than the phone had it, that too. */
export function useStateWords({ personId, around, format, now }: Work): (entry: Entry) => string {
  const { t } = useTranslation();
  const own = useOwnEntries(personId);
  const wordsOf = useCodeWords();
  const nameOf = (gridId: number | null): string => {
    if (gridId === null) return t("leader.outbox.outside");
    return around?.grids.find(({ id }) => id === gridId)?.name ?? t("leader.outbox.otherGrid");
  };
  const timeWords = (entry: Sent): string => {
    const received = format.moment(new Date(entry.state.atMs), now);
    const done = doneBefore(entry, entry.state.atMs);
    return done ? t("leader.outbox.times", { done: format.moment(done, now), received }) : received;
  };
  const sentWords = (entry: Sent): string => {
    const { work, state } = entry;
    const time = timeWords(entry);
    const { incidentId: number } = state;
    const sent =
      number === null ? t("leader.outbox.sentVisit", { time }) : t("leader.outbox.sent", { number, time });
    if (work.kind !== "report" || work.gridId === null || work.gridId === state.gridId) return sent;
    const moved = { before: nameOf(work.gridId), after: nameOf(state.gridId) };
    return `${sent} ${t("leader.outbox.moved", moved)}`;
  };
  return (entry) => {
    const { state } = entry;
    if (state.kind === "sent") return sentWords({ ...entry, state });
    if (state.kind === "noted") return t("leader.outbox.noted");
    if (state.kind === "sending") return t("leader.outbox.sending");
    if (state.kind === "refused" && state.code === DOUBTFUL_TIME) return t("leader.outbox.doubtful");
    if (state.kind !== "waiting") return t(`leader.outbox.${state.kind}`, { because: wordsOf(state.code) });
    if (isBehindStuck(own, entry)) return t("leader.outbox.behind");
    return state.because === null
      ? t("leader.outbox.waiting")
      : t("leader.outbox.retry", { because: wordsOf(state.because) });
  };
}
