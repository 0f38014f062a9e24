import { createGridTree } from "@getu/domain";
import type { Plan } from "@getu/domain/redraw";
import { figuresOf, neighboursOf } from "@getu/editor";
import type { Figures, Session } from "@getu/editor";
import type { TFunction } from "@getu/ui";
import { Button, Descriptions, Empty, Typography } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { GridForm } from "./grid-form.tsx";
import { PrintLinks } from "./print-links.tsx";
import { hectares } from "./quantity.ts";

type GridCardProps = {
  territoryId: number;
  plan: Plan;
  /** The same with its households by the new outlines. */
  settled: Plan;
  gridId: number | null;
  session: Session;
};

/** The selected grid: what it is, how large, and who lies beside it. */
export function GridCard({ territoryId, plan, settled, gridId, session }: GridCardProps): ReactNode {
  const { t } = useTranslation();
  const grid = gridId === null ? undefined : settled.grids.get(gridId);
  const figures = gridId === null ? null : figuresOf(settled, gridId);
  if (!grid || !figures)
    return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("planner.grid.none")} />;
  const parents = createGridTree([...plan.grids.values()])
    .chainOf(grid.id)
    .slice(1);
  const unknown = t("planner.grid.unknown");
  const facts = [
    ["code", grid.code],
    [
      "parent",
      parents
        .map(({ name }) => name)
        .toReversed()
        .join(" / ") || "—",
    ],
    ["leader", grid.leaderName ?? unknown],
    ["area", `${hectares(figures.squareMetres)} ha`],
    ["households", householdsText(figures, t)],
    ["compactness", figures.compactness.toFixed(2)],
  ] as const;
  return (
    <section className="planner__lines">
      <Typography.Title level={2} className="planner__grid-name">
        {grid.name}
      </Typography.Title>
      <Descriptions
        size="small"
        column={1}
        colon={false}
        items={facts.map(([key, children]) => ({ key, label: t(`planner.grid.${key}`), children }))}
      />
      {!session.isLocked(grid.id) && <GridForm key={JSON.stringify(grid)} {...{ plan, grid, session }} />}
      <PrintLinks {...{ territoryId, grid, parents }} />
      <div className="planner__neighbours">
        <Typography.Text type="secondary">{t("planner.grid.neighbours")}</Typography.Text>
        {neighboursOf(plan.partition, grid.id)
          .filter((id) => id > 0)
          .map((id) => (
            <Button
              key={id}
              size="small"
              type="link"
              onClick={() => session.send({ type: "select", owner: id })}
            >
              {plan.grids.get(id)?.name ?? id}
            </Button>
          ))}
      </div>
    </section>
  );
}

/** How many households, and that nobody has counted them by this outline where that is so. */
function householdsText({ households: count, householdsEstimated }: Figures, t: TFunction): string {
  if (count === null) return t("planner.grid.unknown");
  return householdsEstimated ? t("planner.grid.estimatedHouseholds", { count }) : String(count);
}
