/* oxlint-disable unicorn/no-array-fill-with-reference-type -- the canvas's fill, not the array's */
import type { Camera, PlaceKind, Severity } from "@getu/domain";
import { CAMERA_SIGNS, PLACE_GROUPS, PLACE_SIGNS, SEVERITY_SIGNS } from "./icons.ts";
import type { MapTheme } from "./theme.ts";

/** Name of a picture in the atlas. */
export type IconName =
  | `place:${PlaceKind}`
  | `camera:${Camera["status"]}`
  | `incident:${Severity}`
  | `late:${Severity}`;

/** How one picture is drawn, in a box of 24 by 24. */
type Stamp = {
  sign: string;
  colour: string;
  casing: string;
  backdrop: "none" | "badge";
  ring: string | null;
};

/** All marks in one picture, and where each stands in it; deck.gl draws from this. */
export type IconAtlas = {
  image: HTMLCanvasElement;
  mapping: Record<string, { x: number; y: number; width: number; height: number }>;
};

const BOX = 24;
const MARGIN = 6; // room for ring and casing around the box
const CELL_PIXELS = 108;
const COLUMNS = 6;

/** What the atlas holds, by name. */
export function listStamps(theme: MapTheme): [IconName, Stamp][] {
  const mark = { casing: theme.casing, backdrop: "none", ring: null } as const;
  const severities = Object.entries(SEVERITY_SIGNS) as [Severity, string][];
  const cameras = Object.entries(CAMERA_SIGNS) as [Camera["status"], string][];
  const places = Object.entries(PLACE_SIGNS) as [PlaceKind, string][];
  return [
    ...severities.flatMap(([key, sign]): [IconName, Stamp][] => [
      [`incident:${key}`, { ...mark, sign, colour: theme.severity[key] }],
      [`late:${key}`, { ...mark, sign, colour: theme.severity[key], ring: theme.late }],
    ]),
    ...cameras.map(([key, sign]): [IconName, Stamp] => [
      `camera:${key}`,
      { ...mark, sign, colour: theme.camera[key] },
    ]),
    ...places.map(([key, sign]): [IconName, Stamp] => [
      `place:${key}`,
      { ...mark, sign, colour: theme.place[PLACE_GROUPS[key]], backdrop: "badge" },
    ]),
  ];
}

/** Draws every mark once, in the browser; nothing is loaded. */
export function createIconAtlas(theme: MapTheme): IconAtlas {
  const stamps = listStamps(theme);
  const image = document.createElement("canvas");
  image.width = COLUMNS * CELL_PIXELS;
  image.height = Math.ceil(stamps.length / COLUMNS) * CELL_PIXELS;
  const pen = image.getContext("2d");
  if (!pen) throw new Error("this browser gives no 2D canvas to draw the map's marks on");
  const mapping: IconAtlas["mapping"] = {};
  stamps.forEach(([name, stamp], i) => {
    const [x, y] = [(i % COLUMNS) * CELL_PIXELS, Math.floor(i / COLUMNS) * CELL_PIXELS];
    mapping[name] = { x, y, width: CELL_PIXELS, height: CELL_PIXELS };
    const scale = CELL_PIXELS / (BOX + 2 * MARGIN);
    pen.setTransform(scale, 0, 0, scale, x + MARGIN * scale, y + MARGIN * scale);
    drawStamp(pen, stamp);
  });
  return { image, mapping };
}

/** A mark's box is larger than its sign: multiply the wished size of the sign by this. */
export const ICON_SCALE = (BOX + 2 * MARGIN) / BOX;

function drawStamp(pen: CanvasRenderingContext2D, stamp: Stamp): void {
  pen.lineJoin = "round";
  if (stamp.ring) drawRing(pen, stamp.ring, stamp.casing);
  if (stamp.backdrop === "badge") return drawBadge(pen, stamp);
  const path = new Path2D(stamp.sign);
  pen.strokeStyle = stamp.casing;
  pen.lineWidth = 4;
  pen.stroke(path);
  pen.fillStyle = stamp.colour;
  pen.fill(path, "evenodd");
}

function drawRing(pen: CanvasRenderingContext2D, colour: string, casing: string): void {
  const circle = new Path2D();
  circle.arc(BOX / 2, BOX / 2, 15, 0, 2 * Math.PI);
  pen.strokeStyle = casing;
  pen.lineWidth = 5;
  pen.stroke(circle);
  pen.strokeStyle = colour;
  pen.lineWidth = 2.6;
  pen.stroke(circle);
}

function drawBadge(pen: CanvasRenderingContext2D, { sign, colour, casing }: Stamp): void {
  const badge = new Path2D();
  badge.roundRect(-3, -3, BOX + 6, BOX + 6, 7);
  pen.fillStyle = colour;
  pen.strokeStyle = casing;
  pen.lineWidth = 3;
  pen.stroke(badge);
  pen.fill(badge);
  pen.save();
  pen.translate(2.4, 2.4);
  pen.scale(0.8, 0.8);
  pen.fillStyle = casing;
  pen.fill(new Path2D(sign), "evenodd");
  pen.restore();
}
