import { BASEMAP_KINDS } from "@getu/domain";
import type { BasemapKind } from "@getu/domain";
import { AJAXError, GeoJSONSource } from "maplibre-gl";
import type { Map as MapLibreMap } from "maplibre-gl";
import { onServerBack } from "../live/server-back.ts";
import { groundFile } from "./ground-path.ts";
import { createLaterTries } from "./later-tries.ts";

/** From here on, by what the eye can tell apart, the overview of the ground is too coarse. */
export const DETAILED_FROM = 12.7;

const OVERVIEW = "?detail=overview";

/** Where one layer of a territory's own ground is fetched: whole, or an overview, a tenth of a city's. */
export const groundUrl = (groundPath: string, kind: BasemapKind, isOverview: boolean): string =>
  absolute(groundFile(groundPath, kind)) + (isOverview ? OVERVIEW : "");

/** The same address for the workers of a map, which have none of their own. */
export const absolute = (path: string): string => new URL(path, location.href).href;

/**
 * Sees to the territory's own ground on a map that was made with it: takes the whole in place of an overview once somebody
 * comes near enough to see it, and asks again for a layer that could not be had, which MapLibre does not; at once when the
 * server is back.
 */
export function keepOwnGround(
  map: MapLibreMap,
  { groundPath, unit, isOverview }: { groundPath: string; unit: number; isOverview: boolean },
): void {
  let isFar = isOverview;
  const tries = createLaterTries((kind: BasemapKind) => {
    const source = map.getSource(kind);
    if (source instanceof GeoJSONSource) void source.setData(groundUrl(groundPath, kind, isFar));
  });
  const sharpen = (): void => {
    if (map.getZoom() - Math.log2(unit) < DETAILED_FROM) return;
    map.off("moveend", sharpen);
    isFar = false;
    BASEMAP_KINDS.forEach(tries.ask);
  };
  if (isOverview) map.on("moveend", sharpen);
  map.on("error", ({ error, sourceId, tile }: { error: unknown; sourceId?: string; tile?: unknown }) => {
    const kind = kindOf(sourceId);
    if (kind !== undefined && tile === undefined && !isRefused(error)) tries.failed(kind);
  });
  map.on("sourcedata", ({ sourceId, sourceDataType }) => {
    const kind = kindOf(sourceId);
    if (kind !== undefined && sourceDataType === "content") tries.came(kind);
  });
  const stopListening = onServerBack(tries.askAll);
  map.on("remove", () => {
    stopListening();
    tries.stop();
  });
}

/** The layer of the ground that a source of the map has; undefined = it has none. */
const kindOf = (sourceId: string | undefined): BasemapKind | undefined =>
  BASEMAP_KINDS.find((kind) => kind === sourceId);

/** It would be answered alike another time, unless the server was only too busy. */
const isRefused = (error: unknown): boolean =>
  error instanceof AJAXError &&
  error.status >= 400 &&
  error.status < 500 &&
  ![408, 429].includes(error.status);

/** A territory may come without water or buildings; its map is drawn without them. */
export const isMissingGround = (error: unknown): boolean =>
  error instanceof AJAXError && error.status === 404 && new URL(error.url).origin === location.origin;
