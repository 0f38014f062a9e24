import { BASEMAP_KINDS } from "@getu/domain";
import type { BasemapKind } from "@getu/domain";
import { AJAXError, GeoJSONSource } from "maplibre-gl";
import type { Map as MapLibreMap } from "maplibre-gl";
import { groundFile } from "./ground-path.ts";

/** From here on, by what the eye can tell apart, the overview of the ground is too coarse. */
export const DETAILED_FROM = 12.7;

const OVERVIEW = "?detail=overview";

const MOST_AGAIN_MS = 5 * 60_000;

/** A server that begins anew is there within seconds; after an hour without it not every wall shall ask in the same one. */
const againMs = (failures: number, random: number): number =>
  Math.min(MOST_AGAIN_MS, 15_000 * 2 ** failures) * (1 + random);

/** Where one layer of a territory's own ground is fetched: whole, or an overview, a tenth of a city's. */
export const groundUrl = (groundPath: string, kind: BasemapKind, isOverview: boolean): string =>
  absolute(groundFile(groundPath, kind)) + (isOverview ? OVERVIEW : "");

/** The same address for the workers of a map, which have none of their own. */
export const absolute = (path: string): string => new URL(path, location.href).href;

/**
 * Sees to the territory's own ground on a map that was made with it: takes the whole in place of an overview once somebody
 * comes near enough to see it, and asks again for a layer that could not be had, which MapLibre does not.
 */
export function keepOwnGround(
  map: MapLibreMap,
  { groundPath, unit, isOverview }: { groundPath: string; unit: number; isOverview: boolean },
): void {
  let isFar = isOverview;
  let failures = 0;
  const waiting = new Map<BasemapKind, ReturnType<typeof setTimeout>>();
  const ask = (kind: BasemapKind): void => {
    clearTimeout(waiting.get(kind));
    waiting.delete(kind);
    const source = map.getSource(kind);
    if (source instanceof GeoJSONSource) void source.setData(groundUrl(groundPath, kind, isFar));
  };
  const sharpen = (): void => {
    if (map.getZoom() - Math.log2(unit) < DETAILED_FROM) return;
    map.off("moveend", sharpen);
    isFar = false;
    BASEMAP_KINDS.forEach(ask);
  };
  if (isOverview) map.on("moveend", sharpen);
  map.on("error", ({ error, sourceId, tile }: { error: unknown; sourceId?: string; tile?: unknown }) => {
    const kind = BASEMAP_KINDS.find((each) => each === sourceId);
    if (kind === undefined || tile !== undefined || isRefused(error) || waiting.has(kind)) return;
    waiting.set(
      kind,
      setTimeout(() => ask(kind), againMs(failures, Math.random())),
    );
    failures += 1;
  });
  map.on("remove", () => {
    for (const timer of waiting.values()) clearTimeout(timer);
  });
}

/** It would be answered alike another time, unless the server was only too busy. */
const isRefused = (error: unknown): boolean =>
  error instanceof AJAXError &&
  error.status >= 400 &&
  error.status < 500 &&
  ![408, 429].includes(error.status);

/** A territory may come without water or buildings; its map is drawn without them. */
export const isMissingGround = (error: unknown): boolean =>
  error instanceof AJAXError && error.status === 404 && new URL(error.url).origin === location.origin;
