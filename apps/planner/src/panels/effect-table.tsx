import type { Plan } from "@getu/domain/redraw";
import { comesApart, effectsOf } from "@getu/editor";
import type { Attempt, Effect, Figures } from "@getu/editor";
import type { TFunction } from "@getu/ui";
import { Alert, Typography } from "antd";
import { useMemo } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ComparedTable } from "./compared-table.tsx";
import type { ComparedLine } from "./compared-table.tsx";
import { crossesParents } from "./crosses-parents.ts";
import { hectares, tellNumber } from "./quantity.ts";

type EffectTableProps = {
  proposal: Attempt | null;
  base: Plan;
  /** The plan before what is proposed, with its households. */
  settled: Plan;
};

const isNever = (): boolean => false;

const ROWS = [
  {
    key: "area",
    of: ({ squareMetres }: Figures) => squareMetres,
    write: hectares,
    unit: "ha",
    isEstimate: isNever,
  },
  {
    key: "households",
    of: ({ households }: Figures) => households,
    write: (value: number) => value.toFixed(0),
    unit: "",
    isEstimate: ({ householdsEstimated }: Figures) => householdsEstimated,
  },
  {
    key: "compactness",
    of: ({ compactness }: Figures) => compactness,
    write: (value: number) => value.toFixed(2),
    unit: "",
    isEstimate: isNever,
  },
] as const;

/** What is proposed, grid by grid: before, after and the change with its sign. */
export function EffectTable({ proposal, base, settled }: EffectTableProps): ReactNode {
  const { t } = useTranslation();
  const effects = useMemo(
    () => (proposal ? effectsOf(proposal, base, settled) : []),
    [proposal, base, settled],
  );
  if (!proposal) return <Typography.Text type="secondary">{t("planner.effect.hint")}</Typography.Text>;
  const torn = effects.filter(comesApart).map(({ owner }) => nameOf(proposal, owner));
  return (
    <section className="planner__effects" aria-label={t("planner.effect.title")}>
      {crossesParents(proposal) && <Alert type="warning" showIcon title={t("planner.effect.crosses")} />}
      {torn.length > 0 && (
        <Alert type="warning" showIcon title={t("planner.effect.apart", { names: torn.join("、") })} />
      )}
      <ComparedTable
        grids={effects.map((effect) => ({
          grid: effect.owner,
          name: nameOf(proposal, effect.owner),
          fate: fateOf(effect),
          lines: linesOf(effect, t),
        }))}
      />
      <Typography.Text type="secondary">{t("planner.effect.estimate")}</Typography.Text>
    </section>
  );
}

const nameOf = ({ before, after }: Attempt, owner: number): string =>
  (after.grids.get(owner) ?? before.grids.get(owner))?.name ?? String(owner);

const fateOf = ({ before, after }: Effect) => (before === null ? "new" : after === null ? "goes" : "stays");

/** What is known of the grid, line by line. */
const linesOf = ({ before, after }: Effect, t: TFunction): ComparedLine[] =>
  ROWS.flatMap(({ key, of, write, unit, isEstimate }) => {
    const [old, now] = [before && of(before), after && of(after)];
    if (old === null && now === null) return [];
    const tell = (value: number | null, figures: Figures | null): string =>
      tellNumber(value, { write, isEstimate: figures !== null && isEstimate(figures) });
    return [
      {
        key,
        label: `${t(`planner.grid.${key}`)} ${unit}`,
        old: tell(old, before),
        now: tell(now, after),
        change: write((now ?? 0) - (old ?? 0)),
      },
    ];
  });
