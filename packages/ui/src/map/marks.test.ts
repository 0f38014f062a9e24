import type { Layer, LayersList } from "@deck.gl/core";
import type { Camera, CameraView, Incident } from "@getu/domain";
import { packPoints, toUnits } from "@getu/geometry";
import { DARK_THEME } from "@getu/layers";
import type { ShownCoverage } from "@getu/layers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createMarks } from "./marks.ts";
import type { Marks, MarksInput } from "./marks.ts";

/** From here on cameras have their sectors. */
const NEAR = 16;

const north = { bearingDegrees: 0, fieldOfViewDegrees: 60 };
const camera = (id: number): Camera =>
  ({ id, position: [121.5, 31.2], status: "online", rangeMetres: 50, sectors: [north] }) as unknown as Camera;

const incident = (id: number): Incident =>
  ({ id, position: [121.5, 31.2], severity: "minor", status: "closed", dueAt: null }) as unknown as Incident;

const corners = [121.5, 31.2, 121.5007, 31.2, 121.5007, 31.2006].map(toUnits);
const view = (cameraId: number): CameraView => ({
  cameraId,
  certainty: "assumed",
  outlines: [packPoints(corners)],
});

const NOTHING: MarksInput = {
  cameras: [],
  places: [],
  incidents: [],
  coverage: null,
  picked: null,
  now: new Date("2026-11-22T08:00:00Z"),
};

let shown: LayersList;
let marks: Marks;

beforeEach(() => {
  vi.stubGlobal("matchMedia", () => ({ matches: true }));
  marks = createMarks({
    style: { theme: DARK_THEME, unit: 1, icons: {} },
    zoomOf: () => NEAR,
    show: (layers) => (shown = layers),
    onObstacles: () => {},
  });
});

afterEach(() => {
  marks.stop();
  vi.unstubAllGlobals();
});

/** What a layer is drawn from: the graphics card keeps what was made of it until it is another list. */
function drawnFrom(id: string, input: Partial<MarksInput>): unknown {
  marks.set({ ...NOTHING, ...input });
  const layers = (shown as unknown[]).flat(Infinity) as (Layer | false | null)[];
  const layer = layers.find((each) => each && each.id === id) as Layer;
  expect(layer.props.data).not.toHaveLength(0);
  return layer.props.data;
}

test("sectors stay on the graphics card while incidents come and time goes by, until a camera is another", () => {
  const cameras = [camera(1)];
  const sectors = drawnFrom("camera-sectors", { cameras });
  const later = { incidents: [incident(1)], now: new Date("2026-11-22T08:00:20Z") };
  expect(drawnFrom("camera-sectors", { cameras, ...later })).toBe(sectors);
  marks.draw(); // as after the map has moved
  expect(drawnFrom("camera-sectors", { cameras })).toBe(sectors);
  expect(drawnFrom("camera-sectors", { cameras: [camera(1), camera(2)] })).not.toBe(sectors);
});

test.each(["seen-assumed", "blind-spots"])(
  "coverage (%s) stays on the graphics card while incidents come, until it is counted anew",
  (id) => {
    const spots = [{ position: [121.5, 31.2] }] as unknown as ShownCoverage["spots"];
    const views = [view(1)];
    const before = drawnFrom(id, { coverage: { views, spots } });
    expect(drawnFrom(id, { coverage: { views, spots }, incidents: [incident(1)] })).toBe(before);
    const anew = { views: [view(1), view(2)], spots: [...spots, ...spots] };
    expect(drawnFrom(id, { coverage: anew })).not.toBe(before);
  },
);
