import { categoryName, useLanguage } from "@getu/ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useLoopNames } from "../loop-names.ts";
import { YIELDS } from "../visit/visit-draft.ts";
import type { Work } from "../work.ts";
import type { Entry, VisitWork } from "./entry.ts";

type EntryTitleProps = { entry: Entry; work: Pick<Work, "catalogue" | "loop"> };

/** What an entry is about: a report by its matter and words, a visit by its address, an action by its name and incident. */
export function EntryTitle({ entry, work: { catalogue, loop } }: EntryTitleProps): ReactNode {
  const { t } = useTranslation();
  const { labelOf } = useLanguage();
  const { actionName } = useLoopNames(loop);
  const { work } = entry;
  if (work.kind === "visit") return <VisitTitle visit={work} />;
  const category = catalogue ? categoryName(work, catalogue, labelOf) : "…";
  if (work.kind === "report") {
    return (
      <>
        <strong>
          {t(`leader.outbox.report.${work.channel}`)} · {category}
        </strong>
        {work.summary !== category && <span>{work.summary}</span>}
      </>
    );
  }
  const action = actionName(work.action);
  return (
    <>
      <strong>{t("leader.outbox.act", { action, category, number: work.incidentId })}</strong>
      {(work.reason ?? work.text) !== null && <span>{work.reason ?? work.text}</span>}
    </>
  );
}

function VisitTitle({ visit }: { visit: VisitWork }): ReactNode {
  const { t } = useTranslation();
  const { outcome, note, incident, demand, wish, clusterName: name } = visit;
  const yielded = { incident: incident?.summary ?? null, demand, wish };
  const named = YIELDS.flatMap((kind) => {
    const text = yielded[kind];
    return text === null ? [] : t(`leader.visit.asked.${kind}`, { text });
  });
  const words = note === null ? named : [note, ...named];
  return (
    <>
      <strong>{t("leader.outbox.visit", { name })}</strong>
      {words.length === 0 && <span>{t(`leader.visit.outcome.${outcome}`)}</span>}
      {words.map((each) => (
        <span key={each}>{each}</span>
      ))}
    </>
  );
}
