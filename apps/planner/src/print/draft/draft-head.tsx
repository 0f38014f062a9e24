import type { Territory } from "@getu/domain";
import { useLanguage } from "@getu/ui";
import type { OpenDraft } from "@getu/ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { hectares } from "../../panels/quantity.ts";
import { dayText } from "../day-text.ts";
import { fittedSize } from "../map/text-width.ts";
import type { Compared } from "./compared-plans.ts";

type DraftHeadProps = { territory: Territory; draft: OpenDraft; compared: Compared };

/** What the first page begins with: which draft, how it stands, and how much it changes in all. */
export function DraftHead({ territory, draft, compared }: DraftHeadProps): ReactNode {
  const { t } = useTranslation();
  const title = `${t("print.draft.title")} · ${draft.name}`;
  const squareMetres = compared.moved.reduce((sum, each) => sum + each.squareMetres, 0);
  return (
    <header className="draft__head">
      <h1 style={{ fontSize: `${fittedSize(title, { width: 265, most: 7.4 })}mm` }}>{title}</h1>
      <DraftFacts {...{ territory, draft }} />
      <p>
        {t("print.draft.sum", {
          grids: compared.changed.size,
          areas: compared.moved.length,
          hectares: hectares(squareMetres),
        })}
        {compared.moved.length === 0 && <b> {t("print.draft.nothing")}</b>}
        {draft.state === "superseded" && <b> {t("print.draft.superseded")}</b>}
        {compared.dropped > 0 && <b> {t("planner.draft.stopped", { count: compared.dropped })}</b>}
      </p>
    </header>
  );
}

function DraftFacts({ territory, draft }: Omit<DraftHeadProps, "compared">): ReactNode {
  const { t } = useTranslation();
  const { language, labelOf } = useLanguage();
  const dayOf = (moment: string): string => dayText(moment, { language, timeZone: territory.timeZone });
  const facts = [
    labelOf(territory.name),
    t(`planner.draft.state.${draft.state}`),
    t("planner.base", { version: draft.baseVersion }),
    ...(draft.currentVersion === draft.baseVersion
      ? []
      : [t("print.draft.current", { version: draft.currentVersion })]),
    t("planner.draft.by", {
      name: draft.createdBy.name ?? draft.createdBy.actor,
      time: dayOf(draft.changedAt),
    }),
    ...(draft.effectiveAt === null ? [] : [t("print.draft.effective", { date: dayOf(draft.effectiveAt) })]),
  ];
  return <p className="draft__facts">{facts.join(" · ")}</p>;
}
