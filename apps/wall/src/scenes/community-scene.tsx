import { dayStart, INCIDENT_STATUSES, isOpen } from "@getu/domain";
import type { Summary } from "@getu/domain";
import { gridBox } from "@getu/layers";
import { NumberButtons, OwnedList, Panel, useGridAncestry, useSeams } from "@getu/ui";
import type { Bounds, GridArcs } from "@getu/ui";
import { useMemo, useState } from "react";
import type { CSSProperties, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { LayerAges } from "../layer-ages.tsx";
import { useHome } from "../stage.ts";
import { useLastRows } from "../use-last-rows.ts";
import type { SceneProps } from "./scene.ts";

const OPEN_STATUSES = INCIDENT_STATUSES.filter(isOpen);

/** What was closed in so many days is listed, the last first. */
const CLOSED_DAYS = 7;

type Row = Summary["byGrid"][number];

/** One of the coarsest grids from near, with its own numbers and work; the next one at the next round. */
export function CommunityScene(props: SceneProps): ReactNode {
  const rows = props.data.summary.data?.byGrid ?? [];
  const inOrder = rows.toSorted((a, b) => a.gridId - b.gridId); // not worst first: the order would change under the round
  const row = inOrder[props.round % Math.max(1, inOrder.length)];
  return row ? <Community key={row.gridId} {...props} row={row} /> : null;
}

function Community({ territory, data, words, stage, row }: SceneProps & { row: Row }): ReactNode {
  const { t } = useTranslation();
  const { gridId } = row;
  useHome(stage, useFirstBox(data.arcs?.areas ?? null, gridId));
  const grid = useGridAncestry(territory.id, gridId)?.at(-1) ?? null;
  const view = { queue: "all", order: "due", filter: { gridId, statuses: OPEN_STATUSES } } as const;
  const rows = useLastRows(territory.id, view);
  const closed = useLastRows(territory.id, {
    queue: "all",
    order: "closed",
    filter: { gridId, closedFrom: dayStart(data.slowNow, territory.timeZone, CLOSED_DAYS).toISOString() },
  });
  const open = useRowsHigh(rows?.entries.length ?? 1);
  const name = words.tree.chainOf(gridId)[0]?.name ?? "…";
  const unknown = grid ? "—" : "…";
  const count = grid && grid.households !== null ? words.format.number(grid.households) : unknown;
  const households = grid?.householdsEstimated ? t("scene.community.estimatedHouseholds", { count }) : count;
  const facts: readonly (readonly [string, string])[] = [
    [t("scene.community.leader"), grid?.leaderName ?? unknown],
    [t("scene.community.households"), households],
  ];
  return (
    <>
      <div className="wall__left">
        <Panel name="community" title={name}>
          <NumberButtons
            counts={row}
            format={words.format}
            onOpen={(number) => stage.setOpened({ number, gridId })}
          />
          <dl className="facts">
            {facts.map(([term, value]) => (
              <div key={term}>
                <dt>{term}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </Panel>
        <LayerAges data={data} words={words} />
      </div>
      <div className="wall__right" style={{ "--open-rows": open } as CSSProperties}>
        <Panel name="owned" title={t("scene.community.work")}>
          <OwnedList entries={rows?.entries ?? null} words={words} now={data.now} />
        </Panel>
        <Panel name="just-closed" title={t("scene.community.closed")}>
          <OwnedList entries={closed?.entries ?? null} words={words} now={data.now} />
        </Panel>
      </div>
    </>
  );
}

/** The box of a grid as it is first known: finer lines, which come from near, would have the map move once more for a pixel. */
function useFirstBox(areas: GridArcs["areas"] | null, gridId: number): Bounds | null {
  const [box, setBox] = useState<Bounds | null>(null);
  const known = useMemo(() => box ?? (areas && gridBox(areas, gridId)), [box, areas, gridId]);
  if (known !== box) setBox(known); // during the render: the map need not go home first
  return known;
}

/** As many rows as the list is high: one more where an edge between panels of the screen may push the rows below it down. */
function useRowsHigh(rows: number): number {
  const { y: seams } = useSeams();
  const isAboveSeams = rows <= 1 && seams.length < 3; // the first row ends above a third of the screen
  return seams.length === 0 || isAboveSeams ? rows : rows + 1;
}
