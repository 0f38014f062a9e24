import type { Grid } from "@getu/domain";
import { Panel } from "@getu/ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** Who leads a grid and those above it, the finest first; `grids` from the coarsest, none = outside every grid, null = not known yet. */
export function LeadersPanel({
  grids,
}: {
  grids: readonly Pick<Grid, "id" | "name" | "leaderName">[] | null;
}): ReactNode {
  const { t } = useTranslation();
  const led = (grids ?? []).filter(({ leaderName }) => leaderName !== null).toReversed();
  return (
    <Panel name="leaders" title={t("scene.urgent.leaders")}>
      <dl className="facts">
        {led.map(({ id, name, leaderName }) => (
          <div key={id}>
            <dt>{name}</dt>
            <dd>{leaderName}</dd>
          </div>
        ))}
      </dl>
      {grids?.length === 0 && <p className="panel__empty">{t("ticker.outside")}</p>}
      {grids !== null && grids.length > 0 && led.length === 0 && (
        <p className="panel__empty">{t("scene.urgent.noLeader")}</p>
      )}
    </Panel>
  );
}
