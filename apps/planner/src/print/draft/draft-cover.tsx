import type { Territory } from "@getu/domain";
import { useLanguage } from "@getu/ui";
import type { OpenDraft } from "@getu/ui";
import { useMemo, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { hectares } from "../../panels/quantity.ts";
import { dayText } from "../day-text.ts";
import { bboxOfAll, createFrame } from "../map/frame.ts";
import type { PaperGround } from "../map/use-ground.ts";
import { changedAreas } from "./compared-plans.ts";
import type { Compared } from "./compared-plans.ts";
import { PlanMap } from "./plan-map.tsx";

const MAP = { width: 132, height: 122, margin: 8 };

type DraftCoverProps = { territory: Territory; draft: OpenDraft; compared: Compared; ground: PaperGround };

/** The first page: which draft, how it stands, and both maps side by side. */
export function DraftCover({ territory, draft, compared, ground }: DraftCoverProps): ReactNode {
  const { t } = useTranslation();
  const frame = useMemo(() => {
    const { before, after, changed } = compared;
    const areas = [before, after].flatMap((plan) => [...changedAreas(plan, changed).values()]);
    return createFrame(bboxOfAll(areas) ?? territory.bbox ?? [0, 0, 0, 0], MAP);
  }, [compared, territory]);
  const squareMetres = compared.moved.reduce((sum, each) => sum + each.squareMetres, 0);
  return (
    <section className="sheet sheet--flow draft__cover">
      <header>
        <h1>
          {t("print.draft.title")} · {draft.name}
        </h1>
        <DraftFacts {...{ territory, draft }} />
        <p>
          {t("print.draft.sum", {
            grids: compared.changed.size,
            areas: compared.moved.length,
            hectares: hectares(squareMetres),
          })}
          {compared.dropped > 0 && <b> {t("planner.draft.stopped", { count: compared.dropped })}</b>}
        </p>
      </header>
      <div className="draft__maps">
        {(["before", "after"] as const).map((side) => (
          <figure key={side}>
            <figcaption>{t(`print.draft.${side}`)}</figcaption>
            <PlanMap label={t(`print.draft.${side}`)} {...{ compared, side, frame, ground }} />
          </figure>
        ))}
      </div>
      <p className="draft__legend">
        <span className="draft__key draft__key--old">{t("print.draft.key.old")}</span>
        <span className="draft__key draft__key--new">{t("print.draft.key.new")}</span>
        <span className="draft__key draft__key--moved">{t("print.draft.key.moved")}</span>
      </p>
    </section>
  );
}

function DraftFacts({ territory, draft }: { territory: Territory; draft: OpenDraft }): ReactNode {
  const { t } = useTranslation();
  const [printedAt] = useState(() => new Date());
  const { language, labelOf } = useLanguage();
  const dayOf = (moment: string | Date): string =>
    dayText(moment, { language, timeZone: territory.timeZone });
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
    t("print.printed", { date: dayOf(printedAt) }),
    ...(territory.demo ? [t("print.demo")] : []),
  ];
  return <p className="draft__facts">{facts.join(" · ")}</p>;
}
