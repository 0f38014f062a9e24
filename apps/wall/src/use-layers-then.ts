import { cameraAt, incidentAt, isOpen } from "@getu/domain";
import type { Incident } from "@getu/domain";
import type { BoundaryVersion } from "@getu/domain/redraw";
import { pointSurface } from "@getu/layers";
import { useVersions } from "@getu/ui";
import { useEffect, useMemo } from "react";
import type { SceneProps } from "./scenes/scene.ts";
import { resolutionAt } from "./use-wall-heat.ts";

/** What each layer of the map shows of a moment that has passed, and how much of it is known. */
export type LayersThen = {
  /** What had happened by then, the first first. */
  happened: readonly Incident[];
  open: number;
  heat: { most: number; radiusMetres: number };
  /** Cameras of whose state then nothing is kept; null = no cameras are shown. */
  unknownCameras: number | null;
  boundaries: { kind: "known"; version: number; since: Date } | { kind: "first" } | { kind: "now" };
};

const NOTHING: readonly never[] = [];

/** The boundaries that were in force; before there were any those that came first. */
const versionAt = (versions: readonly BoundaryVersion[], at: Date): BoundaryVersion | null =>
  versions.find(({ effectiveFrom }) => Date.parse(effectiveFrom) <= at.getTime()) ?? versions.at(-1) ?? null;

/** Has every layer of the map show the same moment of a day, and says what is known of it. */
export function useLayersThen(
  { territory, data, stage }: Pick<SceneProps, "territory" | "data" | "stage">,
  { occurred, at, step }: { occurred: readonly Incident[]; at: Date; step: number },
): LayersThen {
  const happened = useMemo(
    () => occurred.flatMap((incident) => incidentAt(incident, at) ?? []),
    [occurred, at],
  );
  const open = useMemo(() => happened.filter(({ status }) => isOpen(status)), [happened]);
  const shownCameras = data.cameras.data;
  const cameras = useMemo(
    () => (shownCameras ?? NOTHING).map((camera) => cameraAt(camera, at)),
    [shownCameras, at],
  );
  const wanted = versionAt(useVersions(territory.id).data ?? NOTHING, at);
  const version = wanted === null || wanted.number === territory.version ? null : wanted.number;
  const { setReplay, heat, position, unit } = stage;
  useEffect(
    () => setReplay({ incidents: open, now: at, cameras, places: NOTHING, version }),
    [setReplay, open, at, cameras, version],
  );
  useEffect(() => () => setReplay(null), [setReplay]);
  const { radiusMetres, level } = resolutionAt({ territory, position, unit });
  const surface = useMemo(
    () =>
      pointSurface(
        happened.map((incident) => incident.position),
        { radiusMetres, level },
      ),
    [happened, radiusMetres, level],
  );
  useEffect(() => heat.set(surface && { surface, window: `then-${step}` }), [heat, surface, step]);
  useEffect(() => () => heat.set(null), [heat]);
  return {
    happened,
    open: open.length,
    heat: { most: surface?.max ?? 0, radiusMetres },
    unknownCameras: shownCameras ? cameras.filter(({ status }) => status === "unknown").length : null,
    boundaries: boundariesThen(wanted, { at, shown: data.version }),
  };
}

function boundariesThen(
  wanted: BoundaryVersion | null,
  { at, shown }: { at: Date; shown: number | null },
): LayersThen["boundaries"] {
  if (wanted === null || wanted.number !== shown) return { kind: "now" };
  const since = new Date(wanted.effectiveFrom);
  return since > at ? { kind: "first" } : { kind: "known", version: wanted.number, since };
}
