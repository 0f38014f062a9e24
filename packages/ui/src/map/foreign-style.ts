import type { Map as MapLibreMap } from "maplibre-gl";
import { onServerBack } from "../live/server-back.ts";
import { createLaterTries } from "./later-tries.ts";

/**
 * Asks again for a style of another server that could not be had, which MapLibre does not: without one there are neither
 * boundaries nor marks, and a wall that is switched on before its network is there has nobody who loads it anew.
 */
export function keepForeignStyle(map: MapLibreMap, url: string): void {
  const tries = createLaterTries((style: string) => void map.setStyle(style, { diff: false }));
  const onError = ({ sourceId }: { error: unknown; sourceId?: string }): void => {
    if (sourceId === undefined) tries.failed(url);
  };
  const stopListening = onServerBack(tries.askAll);
  const end = (): void => {
    map.off("error", onError);
    stopListening();
    tries.stop();
  };
  map.on("error", onError);
  void map.once("style.load", end);
  map.on("remove", end);
}
