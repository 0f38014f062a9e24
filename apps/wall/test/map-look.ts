import type { Grid } from "@getu/domain";
import type { Page } from "playwright-core";

type Position = readonly [number, number];

/** Where things are on the screen, in CSS pixels. */
export type Box = { left: number; top: number; right: number; bottom: number };

/** Runs in the browser: where the middle of each name of the map is put, seen or not. */
function middlesOfNames(): [name: string, at: [number, number]][] {
  return [...document.querySelectorAll<HTMLElement>(".map-name")].map((element) => {
    const { hidden } = element;
    element.hidden = false; // what is hidden has no box
    const { left, top, width, height } = element.getBoundingClientRect();
    element.hidden = hidden;
    return [element.firstChild!.textContent!, [left + width / 2, top + height / 2]];
  });
}

/** On the plane of Web Mercator, in radians from the middle of the map: east, and down. */
const onPlane = ([lng, lat]: Position): [number, number] => [
  (lng * Math.PI) / 180,
  -Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)),
];

/** By the two names that are put farthest from each other: how a position of the Earth becomes one of the screen. */
async function findProjection(page: Page, grids: readonly Grid[]): Promise<(position: Position) => Position> {
  const known = (await page.evaluate(middlesOfNames)).flatMap(([name, at]) => {
    const grid = grids.find((each) => each.tier === 0 && each.name === name);
    return grid ? [{ at, plane: onPlane(grid.anchor) }] : [];
  });
  const far = (a: Position, b: Position): number => Math.hypot(a[0] - b[0], a[1] - b[1]);
  const pairs = known.flatMap((one) => known.map((other) => [one, other] as const));
  const [one, other] = pairs.toSorted((a, b) => far(b[0].at, b[1].at) - far(a[0].at, a[1].at))[0]!; // there are names
  const scale = far(one.at, other.at) / far(one.plane, other.plane);
  return (position) => {
    const [x, y] = onPlane(position);
    return [one.at[0] + scale * (x - one.plane[0]), one.at[1] + scale * (y - one.plane[1])];
  };
}

/** Where a box of the Earth lies on the screen, and the part of the screen that panels leave free. */
export async function lookAt(
  page: Page,
  { grids, box: [west, south, east, north] }: { grids: readonly Grid[]; box: readonly number[] },
): Promise<{ box: Box; free: Box }> {
  const project = await findProjection(page, grids);
  const [left, bottom] = project([west!, south!]);
  const [right, top] = project([east!, north!]);
  const free = await page
    .locator(".wall__free")
    .evaluate((element) => element.getBoundingClientRect().toJSON() as Box);
  return { box: { left, top, right, bottom }, free };
}
