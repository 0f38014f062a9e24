import { cameraAt, incidentAt, isOpen } from "@getu/domain";
import type { Incident } from "@getu/domain";
import type { BoundaryVersion } from "@getu/domain/redraw";
import { heatSurface } from "@getu/layers";
import { useVersions } from "@getu/ui";
import { useEffect, useMemo } from "react";
import type { SceneProps } from "./scenes/scene.ts";
import type { PlayedMoment } from "./use-played-day.ts";
import { resolutionAt } from "./use-wall-heat.ts";

/** What each layer of the map shows of a moment that has passed, and how much of it is known. */
export type LayersThen = {
  /** What had happened by then of what was given, the first first. */
  happened: readonly Incident[];
  /** How many of these are on the map: they were open. */
  marked: number;
  heat: { most: number; radiusMetres: number };
  /** Cameras of whose state then nothing is kept; null = no cameras are shown. */
  unknownCameras: number | null;
  boundaries: { kind: "known"; version: number; since: Date } | { kind: "first" | "now" | "coming" };
};

const NOTHING: readonly never[] = [];

/** The boundaries that were in force; before there were any those that came first. */
const versionAt = (versions: readonly BoundaryVersion[], at: Date): BoundaryVersion | null =>
  versions.find(({ effectiveFrom }) => Date.parse(effectiveFrom) <= at.getTime()) ?? versions.at(-1) ?? null;

/** What had happened before a moment as it stood then; what falls on the moment itself is counted after it. */
function happenedBefore(incidents: readonly Incident[], at: Date): Incident[] {
  const justBefore = new Date(at.getTime() - 1);
  return incidents.flatMap((incident) => incidentAt(incident, justBefore) ?? []);
}

/** Has every layer of the map show the same moment of a day, and says what is known of it. */
export function useLayersThen(
  { territory, data, stage }: Pick<SceneProps, "territory" | "data" | "stage">,
  { incidents, heat: counted, at }: Pick<PlayedMoment, "incidents" | "heat" | "at">,
): LayersThen {
  const happened = useMemo(() => happenedBefore(incidents, at), [incidents, at]);
  const open = useMemo(() => happened.filter(({ status }) => isOpen(status)), [happened]);
  const shownCameras = data.cameras.data;
  const cameras = useMemo(
    () => (shownCameras ?? NOTHING).map((camera) => cameraAt(camera, at)),
    [shownCameras, at],
  );
  const { data: versions = NOTHING, isPending } = useVersions(territory.id);
  const wanted = versionAt(versions, at);
  const version = wanted === null || wanted.number === territory.version ? null : wanted.number;
  const { setReplay, heat, position, unit } = stage;
  useEffect(
    () => setReplay({ incidents: open, now: at, cameras, places: NOTHING, version }),
    [setReplay, open, at, cameras, version],
  );
  useEffect(() => () => setReplay(null), [setReplay]);
  const { radiusMetres } = resolutionAt({ territory, position, unit });
  const surface = useMemo(() => counted && heatSurface(counted, radiusMetres), [counted, radiusMetres]);
  useEffect(() => heat.set(surface && { surface, window: `then-${at.toISOString()}` }), [heat, surface, at]);
  useEffect(() => () => heat.set(null), [heat]);
  return {
    happened,
    marked: open.length,
    heat: { most: surface?.max ?? 0, radiusMetres },
    unknownCameras: shownCameras ? cameras.filter(({ status }) => status === "unknown").length : null,
    boundaries: boundariesThen(
      { wanted, drawn: versions.find(({ number }) => number === data.arcs?.version) ?? null },
      { at, current: territory.version, areComing: isPending || data.areBoundariesComing },
    ),
  };
}

/** What the map has, which is not what was in force while that is on its way and where it may not be seen. */
function boundariesThen(
  { wanted, drawn }: Record<"wanted" | "drawn", BoundaryVersion | null>,
  { at, current, areComing }: { at: Date; current: number; areComing: boolean },
): LayersThen["boundaries"] {
  if (drawn === null || (drawn !== wanted && drawn.number === current))
    return { kind: areComing ? "coming" : "now" };
  const since = new Date(drawn.effectiveFrom);
  if (drawn === wanted && since > at) return { kind: "first" };
  return { kind: "known", version: drawn.number, since };
}
