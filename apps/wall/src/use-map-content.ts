import type { Camera, Incident, NamedGrid, Place, Summary } from "@getu/domain";
import type { ShownCoverage } from "@getu/layers";
import { useLanguage } from "@getu/ui";
import type { GridArcs, GridNote, LayerSwitches, MapContent, Picked, Shading } from "@getu/ui";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

const NOTHING: readonly never[] = [];

/** What the map draws, in parts that keep their identity until they change. */
export function useMapContent(options: {
  grids: readonly NamedGrid[] | null;
  arcs: GridArcs | null;
  cameras: readonly Camera[];
  places: readonly Place[];
  incidents: readonly Incident[];
  areMarksWhole: boolean;
  summary: Summary | null;
  heat: MapContent["heat"];
  /** In place of incidents and places; null = these. */
  coverage: ShownCoverage | null;
  /** What is said of grids in place of what is late; null = that. */
  measured: ReadonlyMap<number, GridNote> | null;
  shading: Shading;
  switches: LayerSwitches;
  picked: Picked | null;
  now: Date;
}): MapContent {
  const { grids, arcs, summary, coverage, measured, shading, switches, now } = options;
  const { t } = useTranslation();
  const { language } = useLanguage();
  const cameras = switches.cameras ? options.cameras : NOTHING;
  const places = switches.places && !coverage ? options.places : NOTHING;
  const incidents = switches.incidents && !coverage ? options.incidents : NOTHING;
  const picked = useMemo(() => positionOf(options.picked), [options.picked]);
  return {
    drawn: useMemo(() => (grids && arcs ? { ...arcs, names: grids } : null), [grids, arcs]),
    notes: useMemo(
      () =>
        measured ??
        gridNotes(summary, { isShaded: shading === "late", lateWord: t("layers.late"), language }),
      [measured, summary, shading, t, language],
    ),
    linesVisible: switches.grids,
    heat: options.heat,
    marks: useMemo(
      () => ({ cameras, places, incidents, coverage, picked, now }),
      [cameras, places, incidents, coverage, picked, now],
    ),
    areMarksWhole: options.areMarksWhole,
  };
}

function positionOf(picked: Picked | null): Incident["position"] | null {
  if (picked === null) return null;
  if (picked.kind === "camera") return picked.camera.position;
  return picked.kind === "place" ? picked.place.position : picked.incident.position;
}

function gridNotes(
  summary: Summary | null,
  { isShaded, lateWord, language }: { isShaded: boolean; lateWord: string; language: string },
): ReadonlyMap<number, GridNote> {
  const rows = summary?.byGrid ?? [];
  const most = rows.reduce((max, row) => Math.max(max, row.overdue), 1);
  return new Map(
    rows.map(({ gridId, overdue }) => [
      gridId,
      {
        note: overdue > 0 ? `${lateWord} ${overdue.toLocaleString(language)}` : null,
        weight: overdue,
        late: isShaded ? overdue / most : 0,
        heat: 0,
      },
    ]),
  );
}
