import { anchorOf, areaSquareMetres, bboxOf, toUnits } from "@getu/geometry";
import type { AreaGeometry } from "@getu/geometry";
import type { GridState } from "./grid-draft.ts";

/** Where a grid lies and how large it is, in units of 1e-7 degree. */
export type GridShape = Pick<
  GridState,
  "anchorLng" | "anchorLat" | "west" | "south" | "east" | "north" | "areaSquareMetres"
>;

/** The shape that is in force; nothing else of the state: names and parents may change while the outline stays. */
export function shapeOfState(state: GridState): GridShape {
  const { anchorLng, anchorLat, west, south, east, north, areaSquareMetres: area } = state;
  return { anchorLng, anchorLat, west, south, east, north, areaSquareMetres: area };
}

/** The shape of a grid that owns its outline. */
export function shapeOfArea(area: AreaGeometry): GridShape {
  const [west, south, east, north] = bboxOf(area);
  const [anchorLng, anchorLat] = anchorOf(area);
  return {
    anchorLng: toUnits(anchorLng),
    anchorLat: toUnits(anchorLat),
    west: toUnits(west),
    south: toUnits(south),
    east: toUnits(east),
    north: toUnits(north),
    areaSquareMetres: areaSquareMetres(area),
  };
}

/** The shape of a grid that follows from its children; its label stands in the child nearest to its middle. */
export function shapeOfChildren(children: readonly GridShape[]): GridShape {
  const total = children.reduce((sum, child) => sum + child.areaSquareMetres, 0) || 1;
  const middle = (key: "anchorLng" | "anchorLat"): number =>
    children.reduce((sum, child) => sum + (child[key] * child.areaSquareMetres) / total, 0);
  const [lng, lat] = [middle("anchorLng"), middle("anchorLat")];
  const distance = (child: GridShape): number => Math.hypot(child.anchorLng - lng, child.anchorLat - lat);
  const [nearest] = children.toSorted((a, b) => distance(a) - distance(b));
  const { anchorLng, anchorLat } = nearest!; // a parent has children
  const least = (key: "west" | "south"): number => Math.min(...children.map((child) => child[key]));
  const most = (key: "east" | "north"): number => Math.max(...children.map((child) => child[key]));
  return {
    anchorLng,
    anchorLat,
    west: least("west"),
    south: least("south"),
    east: most("east"),
    north: most("north"),
    areaSquareMetres: children.reduce((sum, child) => sum + child.areaSquareMetres, 0),
  };
}
