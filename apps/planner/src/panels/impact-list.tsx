import type { Territory } from "@getu/domain";
import type { GridImpact, Impact, Measure, Plan } from "@getu/domain/redraw";
import { useCatalogue, useImpact, useRefusalWords } from "@getu/ui";
import type { OpenDraft } from "@getu/ui";
import { Alert, Spin, Typography } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { BalanceTable, LeaderTable } from "../print/draft/balance-tables.tsx";
import { MovedThings } from "../print/draft/moved-things.tsx";
import { ChangeCell } from "./change-cell.tsx";
import { signed } from "./quantity.ts";
import { SupersededNote } from "./superseded-note.tsx";

const SHOWN = [
  "households",
  "incidents30",
  "incidents365",
  "openWork",
  "visitsDue",
  "cameras",
  "seenShare",
  "places",
] as const satisfies readonly Measure[];

/** A share is written in parts of a hundred. */
const toShown = (measure: Measure, value: number): number =>
  Math.round(measure === "seenShare" ? 100 * value : value);

const write = (measure: Measure, value: number | null): string =>
  value === null ? "—" : `${toShown(measure, value)}`;

/** What of a grid reads differently afterwards. */
const changesOf = ({ measures }: GridImpact) =>
  SHOWN.flatMap((measure) => {
    const { before, after, isEstimate } = measures[measure];
    const [old, now] = [write(measure, before), write(measure, after)];
    const change = toShown(measure, after ?? 0) - toShown(measure, before ?? 0);
    // What is in force has been counted; only what would be is ever an estimate.
    return old === now
      ? []
      : [{ measure, old, now: isEstimate ? `≈${now}` : now, change: signed(change.toFixed(0)) }];
  });

type ImpactListProps = {
  territory: Territory;
  draft: OpenDraft;
  revision: number;
  /** What grids are called, where both are drawn. */
  compared: Record<"before" | "after", Plan>;
};

/** What publishing a draft would change or has changed; of one that is no more in force what is still known. */
export function ImpactList(props: ImpactListProps): ReactNode {
  return props.draft.state === "superseded" ? <SupersededNote {...props} /> : <GridImpactList {...props} />;
}

/** Grid by grid, the worst first (R18). */
function GridImpactList({ territory, draft, revision, compared }: ImpactListProps): ReactNode {
  const { t } = useTranslation();
  const wordsFor = useRefusalWords();
  const { data: impact, error } = useImpact({ territoryId: territory.id, draftId: draft.id }, revision);
  if (error) return <Alert type="warning" title={wordsFor(error)} />;
  if (!impact) return <Spin description={t("planner.impact.counting")} />;
  const rows = impact.grids.map((grid) => ({ ...grid, changes: changesOf(grid) }));
  const changed = rows.filter(({ changes, fate }) => changes.length > 0 || fate !== "stays");
  const untouched = rows.length - changed.length;
  return (
    <section className="planner__effects">
      <Typography.Text type="secondary">
        {t("planner.impact.total", { count: changed.length })}
        {untouched > 0 && t("planner.impact.bordering", { count: untouched })}
      </Typography.Text>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("planner.effect.grid")}</th>
            <th scope="col">{t("planner.effect.before")}</th>
            <th scope="col">{t("planner.effect.after")}</th>
            <th scope="col">{t("planner.effect.change")}</th>
          </tr>
        </thead>
        {changed.map(({ grid, name, fate, changes }) => (
          <tbody key={grid}>
            <tr>
              <th scope="rowgroup" colSpan={4}>
                {name}{" "}
                {fate !== "stays" && (
                  <em>{t(fate === "new" ? "planner.effect.created" : "planner.effect.gone")}</em>
                )}
              </th>
            </tr>
            {changes.map(({ measure, old, now, change }) => (
              <tr key={measure}>
                <td>{t(`planner.impact.${measure}`)}</td>
                <td>{old}</td>
                <td>{now}</td>
                <ChangeCell change={change} />
              </tr>
            ))}
          </tbody>
        ))}
      </table>
      <ImpactTables {...{ territory, impact, compared }} />
    </section>
  );
}

type ImpactTablesProps = Pick<ImpactListProps, "territory" | "compared"> & { impact: Impact };

/** How even it is, what each leader answers for, and what moves by name: the same tables as on paper. */
function ImpactTables({ territory, impact, compared }: ImpactTablesProps): ReactNode {
  const { data: catalogue } = useCatalogue(territory.id);
  return (
    <div className="planner__tables">
      <BalanceTable impact={impact} />
      <LeaderTable impact={impact} />
      {catalogue && <MovedThings {...{ impact, compared, catalogue }} />}
    </div>
  );
}
