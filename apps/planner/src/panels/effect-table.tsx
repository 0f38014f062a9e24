import type { Plan } from "@getu/domain/redraw";
import { comesApart, effectsOf, householdsOf } from "@getu/editor";
import type { Attempt, Effect, Figures, Households } from "@getu/editor";
import { Alert, Typography } from "antd";
import { useMemo } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ChangeCell } from "./change-cell.tsx";
import { crossesParents } from "./crosses-parents.ts";
import { hectares, signed } from "./quantity.ts";

type EffectTableProps = { proposal: Attempt | null; base: Plan; households: Households };

const ROWS = [
  { key: "area", of: ({ squareMetres }: Figures) => squareMetres, write: hectares, unit: "ha" },
  {
    key: "households",
    of: ({ households }: Figures) => households,
    write: (value: number) => value.toFixed(0),
    unit: "",
  },
  {
    key: "compactness",
    of: ({ compactness }: Figures) => compactness,
    write: (value: number) => value.toFixed(2),
    unit: "",
  },
] as const;

/** What is proposed, grid by grid: before, after and the change with its sign. */
export function EffectTable({ proposal, base, households }: EffectTableProps): ReactNode {
  const { t } = useTranslation();
  const effects = useMemo(
    () => (proposal ? effectsOf(proposal, households, householdsOf(base, proposal.after)) : []),
    [proposal, base, households],
  );
  if (!proposal) return <Typography.Text type="secondary">{t("planner.effect.hint")}</Typography.Text>;
  const torn = effects.filter(comesApart).map(({ owner }) => nameOf(proposal, owner));
  return (
    <section className="planner__effects" aria-label={t("planner.effect.title")}>
      {crossesParents(proposal) && <Alert type="warning" showIcon title={t("planner.effect.crosses")} />}
      {torn.length > 0 && (
        <Alert type="warning" showIcon title={t("planner.effect.apart", { names: torn.join("、") })} />
      )}
      <table>
        <thead>
          <tr>
            <th scope="col">{t("planner.effect.grid")}</th>
            <th scope="col">{t("planner.effect.before")}</th>
            <th scope="col">{t("planner.effect.after")}</th>
            <th scope="col">{t("planner.effect.change")}</th>
          </tr>
        </thead>
        {effects.map((effect) => (
          <EffectRows key={effect.owner} effect={effect} name={nameOf(proposal, effect.owner)} />
        ))}
      </table>
      <Typography.Text type="secondary">{t("planner.effect.estimate")}</Typography.Text>
    </section>
  );
}

const nameOf = ({ before, after }: Attempt, owner: number): string =>
  (after.grids.get(owner) ?? before.grids.get(owner))?.name ?? String(owner);

function EffectRows({ effect: { before, after }, name }: { effect: Effect; name: string }): ReactNode {
  const { t } = useTranslation();
  const mark =
    before === null ? t("planner.effect.created") : after === null ? t("planner.effect.gone") : null;
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={4}>
          {name} {mark && <em>{mark}</em>}
        </th>
      </tr>
      {ROWS.map(({ key, of, write, unit }) => {
        const [old, now] = [before && of(before), after && of(after)];
        if (old === null && now === null) return null;
        return (
          <tr key={key}>
            <td>
              {t(`planner.grid.${key}`)} {unit}
            </td>
            <td>{old === null ? "—" : write(old)}</td>
            <td>{now === null ? "—" : write(now)}</td>
            <ChangeCell change={signed(write((now ?? 0) - (old ?? 0)))} />
          </tr>
        );
      })}
    </tbody>
  );
}
