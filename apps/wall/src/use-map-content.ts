import type { Camera, Grid, GridEdges, Incident, Place, Summary } from "@getu/domain";
import type { HeatSurface } from "@getu/layers";
import type { GridNote, LayerSwitches, MapContent, ShadingChoice } from "@getu/ui";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

const NOTHING: readonly never[] = [];

/** What the map draws, in parts that keep their identity until they change. */
export function useMapContent(options: {
  grids: readonly Grid[] | null;
  edges: GridEdges | null;
  cameras: readonly Camera[];
  places: readonly Place[];
  incidents: readonly Incident[];
  summary: Summary | null;
  heat: HeatSurface | null;
  shading: ShadingChoice["shading"];
  switches: LayerSwitches;
  now: Date;
}): MapContent {
  const { grids, edges, summary, shading, switches, now } = options;
  const { t } = useTranslation();
  const cameras = switches.cameras ? options.cameras : NOTHING;
  const places = switches.places ? options.places : NOTHING;
  const incidents = switches.incidents ? options.incidents : NOTHING;
  return {
    drawn: useMemo(() => (grids && edges ? { grids, edges } : null), [grids, edges]),
    notes: useMemo(
      () => gridNotes(summary, { isShaded: shading === "late", lateWord: t("layers.late") }),
      [summary, shading, t],
    ),
    linesVisible: switches.grids,
    heat: options.heat,
    marks: useMemo(() => ({ cameras, places, incidents, now }), [cameras, places, incidents, now]),
  };
}

function gridNotes(
  summary: Summary | null,
  { isShaded, lateWord }: { isShaded: boolean; lateWord: string },
): ReadonlyMap<number, GridNote> {
  const rows = summary?.byGrid ?? [];
  const most = rows.reduce((max, row) => Math.max(max, row.overdue), 1);
  return new Map(
    rows.map(({ gridId, overdue }) => [
      gridId,
      { note: overdue > 0 ? `${lateWord} ${overdue}` : null, overdue, shade: isShaded ? overdue / most : 0 },
    ]),
  );
}
