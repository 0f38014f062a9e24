import type { HeatSurface } from "@getu/layers";
import type { CustomLayerInterface, Map as MapLibreMap } from "maplibre-gl";
import type { Bounds } from "./map-types.ts";

/**
 * A map that stands, as two still sheets with the heat between them: what lies under the heat, and what lies over it.
 * A machine that draws in software puts these together in a fraction of the time that a map takes to draw.
 */
export type HeatSheets = {
  /** To be put right under and right over the heat's own layer of the map. */
  seams: { under: CustomLayerInterface; over: CustomLayerInterface };
  /** Has the map draw a frame that `lay` turns into sheets; until then the map shows nothing of use. */
  cut: () => void;
  /** Lays the frame just cut over the map, with this heat. */
  lay: (surface: HeatSurface) => void;
  /** Shows another heat between the same sheets. */
  paint: (surface: HeatSurface) => void;
  /** The marks were drawn again. */
  takeMarks: () => void;
  hide: () => void;
  destroy: () => void;
};

/** What lies over the heat besides the map's own lines. */
export type OverHeat = {
  /** What the marks are drawn on. */
  marks: () => HTMLCanvasElement | null;
  /** Around all lines and marks: a sheet of the whole screen is a third of the work of a frame. */
  extent: () => Bounds;
  /** How far a line or a mark reaches beyond its place. */
  marginPixels: number;
  /** Whether the map has a frame to cut. */
  isMapThere: () => boolean;
};

/** Sheets of one map. */
export function createHeatSheets(
  map: MapLibreMap,
  { marks, extent, marginPixels }: Omit<OverHeat, "isMapThere">,
): HeatSheets {
  const [under, lines, over] = [createSheet({ alpha: false }), createSheet(), createSheet()];
  const heat = createSheet();
  const stack = document.createElement("div");
  stack.className = "map-sheets";
  stack.append(under.canvas, heat.canvas, over.canvas);
  map.getCanvasContainer().after(stack);
  let cutting = false;

  function takeMarks(): void {
    const box = boxOnScreen(map, extent(), marginPixels);
    const drawn = [lines.canvas, marks()].filter((canvas) => canvas !== null);
    // A map's own canvas is never wider than 4,096 pixels, and stretched where the screen is: that of the marks has all of them.
    const ratios = drawn.map(({ width }) => width / map.getContainer().clientWidth);
    const most = Math.max(...ratios);
    put(over.canvas, box);
    empty(over, { width: Math.floor(box.width * most), height: Math.floor(box.height * most) });
    for (const [i, canvas] of drawn.entries()) drawPart(over, { canvas, box, ratio: ratios[i]! }); // one for each
  }

  function show(shown: boolean): void {
    map.getContainer().dataset["sheets"] = String(shown);
  }

  function paint(surface: HeatSurface): void {
    putPicture(heat, surface);
    place(heat.canvas, map, surface);
  }

  return {
    seams: {
      under: seam("heat-seam-under", () => {
        if (cutting) fill(under, map.getCanvas());
      }),
      // What follows is drawn on nothing: of the frame only lines and names remain.
      over: seam("heat-seam-over", (gl) => {
        if (!cutting) return;
        gl.clearColor(0, 0, 0, 0);
        gl.clear(gl.COLOR_BUFFER_BIT);
      }),
    },
    cut() {
      cutting = true;
      map.triggerRepaint();
    },
    lay(surface) {
      cutting = false;
      fill(lines, map.getCanvas());
      takeMarks();
      paint(surface);
      show(true);
    },
    paint,
    takeMarks,
    hide() {
      cutting = false;
      show(false);
    },
    destroy: () => stack.remove(),
  };
}

/** Something to draw on in the page; throws where a browser gives nothing. */
export function createSheet(options?: CanvasRenderingContext2DSettings): CanvasRenderingContext2D {
  const pen = document.createElement("canvas").getContext("2d", options);
  if (!pen) throw new Error("this browser gives no 2D canvas to draw the heat on");
  return pen;
}

/** Makes the sheet a copy of the picture. */
function fill(sheet: CanvasRenderingContext2D, picture: HTMLCanvasElement): void {
  empty(sheet, picture);
  sheet.drawImage(picture, 0, 0);
}

type Size = { width: number; height: number };

/** Gives a sheet a size where it has another. Saying the same size makes a canvas anew, of 8 MB for a screen and 33 MB for a large one. */
function resize({ canvas }: CanvasRenderingContext2D, { width, height }: Size): void {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}

/** Leaves nothing on a sheet of this size. */
function empty(sheet: CanvasRenderingContext2D, size: Size): void {
  resize(sheet, size);
  sheet.clearRect(0, 0, size.width, size.height);
}

/** Puts a heat picture on a canvas of its size. */
export function putPicture(pen: CanvasRenderingContext2D, { pixels, width, height }: HeatSurface): void {
  resize(pen, { width, height });
  pen.putImageData(new ImageData(pixels, width, height), 0, 0);
}

/** A rectangle in CSS pixels of the map. */
type Box = { left: number; top: number; width: number; height: number };

/** Draws what a canvas of the whole map shows in a box, over all of the sheet. */
function drawPart(
  sheet: CanvasRenderingContext2D,
  { canvas, box, ratio }: { canvas: HTMLCanvasElement; box: Box; ratio: number },
): void {
  const [left, top] = [box.left * ratio, box.top * ratio];
  const [width, height] = [box.width * ratio, box.height * ratio];
  sheet.drawImage(canvas, left, top, width, height, 0, 0, sheet.canvas.width, sheet.canvas.height);
}

/**
 * The map is flat and looks north: what lies between two corners is a rectangle of the screen. A box would be moved to whole
 * pixels by the browser, up to half a pixel beside the heat that the map draws; what is transformed stays where it is put.
 */
function place(canvas: HTMLCanvasElement, map: MapLibreMap, surface: HeatSurface): void {
  const { corners, width, height } = surface;
  const [from, to] = [map.project(corners[0]), map.project(corners[2])];
  const [across, down] = [(to.x - from.x) / width, (to.y - from.y) / height];
  put(canvas, { left: 0, top: 0, width, height });
  canvas.style.transform = `matrix(${across}, 0, 0, ${down}, ${from.x}, ${from.y})`;
}

const within = (value: number, most: number): number => Math.max(0, Math.min(most, Math.round(value)));

/** The part of the screen around bounds, in whole pixels and never empty. */
function boxOnScreen(map: MapLibreMap, [west, south, east, north]: Bounds, margin: number): Box {
  const { clientWidth, clientHeight } = map.getContainer();
  const [from, to] = [map.project([west, north]), map.project([east, south])];
  const [left, top] = [within(from.x - margin, clientWidth - 1), within(from.y - margin, clientHeight - 1)];
  const [right, bottom] = [within(to.x + margin, clientWidth), within(to.y + margin, clientHeight)];
  return { left, top, width: Math.max(1, right - left), height: Math.max(1, bottom - top) };
}

function put(canvas: HTMLCanvasElement, box: Box): void {
  for (const [side, pixels] of Object.entries(box)) canvas.style.setProperty(side, `${pixels}px`);
}

const seam = (id: string, render: CustomLayerInterface["render"]): CustomLayerInterface => ({
  id,
  type: "custom",
  renderingMode: "2d",
  render,
});
