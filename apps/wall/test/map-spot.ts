import type { Grid } from "@getu/domain";
import type { Page } from "playwright-core";

type Spot = { x: number; y: number };

/** Where a position stands on the screen while a box fills that part of it. */
function spotOf(
  [lng, lat]: Grid["anchor"],
  [west, south, east, north]: Grid["bbox"],
  part: Spot & { width: number; height: number },
): Spot {
  const up = (degrees: number): number => (180 / Math.PI) * Math.asinh(Math.tan((degrees * Math.PI) / 180));
  const scale = Math.min(part.width / (east - west), part.height / (up(north) - up(south)));
  return {
    x: part.x + part.width / 2 + scale * (lng - (west + east) / 2),
    y: part.y + part.height / 2 - scale * (up(lat) - (up(south) + up(north)) / 2),
  };
}

/** How many pixels the name of a grid is from where it stands while the grid fills what panels leave of the map. */
export async function missesBy(wall: Page, { anchor, bbox }: Grid): Promise<number> {
  const free = await wall.locator(".wall__free").boundingBox();
  const name = await wall.locator(".map-name").boundingBox();
  const spot = spotOf(anchor, bbox, free!); // both are on the screen
  return Math.hypot(name!.x + name!.width / 2 - spot.x, name!.y + name!.height / 2 - spot.y);
}
