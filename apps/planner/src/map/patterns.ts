import type { Map as MapLibreMap } from "maplibre-gl";
import { PATTERNS } from "./plan-style.ts";

type Rgba = readonly [red: number, green: number, blue: number, alpha: number];

/** Hatchings tell by their direction as well as by their colour. */
const HATCHINGS: readonly { id: string; colour: Rgba; direction: 1 | -1; every: number; thick: number }[] = [
  { id: PATTERNS.moved, colour: [176, 19, 154, 150], direction: 1, every: 8, thick: 2 },
  { id: PATTERNS.gap, colour: [192, 16, 32, 230], direction: -1, every: 6, thick: 3 },
  { id: PATTERNS.locked, colour: [40, 48, 58, 120], direction: -1, every: 12, thick: 2 },
];

/** Gives the map its hatchings; a style that comes anew needs them anew. */
export function addPatterns(map: MapLibreMap): void {
  for (const hatching of HATCHINGS)
    if (!map.hasImage(hatching.id)) map.addImage(hatching.id, drawHatching(hatching));
}

function drawHatching({ colour, direction, every, thick }: (typeof HATCHINGS)[number]) {
  const size = 2 * every;
  const data = new Uint8Array(4 * size * size);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const along = (x + direction * y + 2 * size) % every;
      if (along < thick) data.set(colour, 4 * (y * size + x));
    }
  }
  return { width: size, height: size, data };
}
