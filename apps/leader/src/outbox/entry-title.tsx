import { categoryName, useLanguage } from "@getu/ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useLoopNames } from "../loop-names.ts";
import type { Work } from "../work.ts";
import type { Entry } from "./entry.ts";

/** What an entry is about: a report by its matter and words, an action by its name and incident. */
export function EntryTitle({ entry, work: { catalogue, loop } }: { entry: Entry; work: Work }): ReactNode {
  const { t } = useTranslation();
  const { labelOf } = useLanguage();
  const { actionName } = useLoopNames(loop);
  const { work } = entry;
  const category = categoryName(work, catalogue, labelOf);
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
