import type { HeatSurface } from "@getu/layers";
import type { CustomLayerInterface, Map as MapLibreMap } from "maplibre-gl";

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

/** Sheets of one map; `marksOf` is the canvas of the marks above it, which knows nothing of them. */
export function createHeatSheets(map: MapLibreMap, marksOf: () => HTMLCanvasElement | null): HeatSheets {
  const [under, lines, over] = [createSheet({ alpha: false }), createSheet(), createSheet()];
  const heat = createSheet();
  const stack = document.createElement("div");
  stack.className = "map-sheets";
  stack.append(under.canvas, heat.canvas, over.canvas);
  map.getCanvasContainer().after(stack);
  let cutting = false;

  function takeMarks(): void {
    const marks = marksOf();
    fill(over, lines.canvas);
    if (marks) over.drawImage(marks, 0, 0, over.canvas.width, over.canvas.height);
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

function createSheet(options?: CanvasRenderingContext2DSettings): CanvasRenderingContext2D {
  const pen = document.createElement("canvas").getContext("2d", options);
  if (!pen) throw new Error("this browser gives no 2D canvas to draw the heat on");
  return pen;
}

/** Makes the sheet a copy of the picture. */
function fill(sheet: CanvasRenderingContext2D, picture: HTMLCanvasElement): void {
  sheet.canvas.width = picture.width; // empties it as well
  sheet.canvas.height = picture.height;
  sheet.drawImage(picture, 0, 0);
}

/** Puts a heat picture on a canvas of its size. */
export function putPicture(pen: CanvasRenderingContext2D, { pixels, width, height }: HeatSurface): void {
  if (pen.canvas.width !== width) pen.canvas.width = width;
  if (pen.canvas.height !== height) pen.canvas.height = height;
  pen.putImageData(new ImageData(pixels, width, height), 0, 0);
}

/** The map is flat and looks north: a picture between two corners is a rectangle of the screen. */
function place(canvas: HTMLCanvasElement, map: MapLibreMap, { corners }: HeatSurface): void {
  const [from, to] = [map.project(corners[0]), map.project(corners[2])];
  Object.assign(canvas.style, {
    left: `${from.x}px`,
    top: `${from.y}px`,
    width: `${to.x - from.x}px`,
    height: `${to.y - from.y}px`,
  });
}

const seam = (id: string, render: CustomLayerInterface["render"]): CustomLayerInterface => ({
  id,
  type: "custom",
  renderingMode: "2d",
  render,
});
