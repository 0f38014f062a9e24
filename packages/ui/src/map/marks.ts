import type { LayersList } from "@deck.gl/core";
import type { Camera, Incident, Place } from "@getu/domain";
import {
  cameraLayer,
  cameraSectorLayer,
  incidentLayer,
  isSafetyPlace,
  listPulsing,
  placeLayer,
  pulseLayer,
} from "@getu/layers";
import type { MarkStyle } from "@getu/layers";

/** What stands on the map; an empty list hides its layer. `now` is the server's time. */
export type MarksInput = {
  cameras: readonly Camera[];
  places: readonly Place[];
  incidents: readonly Incident[];
  now: Date;
};

/** Turns records into layers, and keeps new incidents pulsing. */
export type Marks = { set: (input: MarksInput) => void; draw: () => void; stop: () => void };

/** From which zoom signs are drawn in full, for a screen whose design unit is one pixel. */
const DETAILED_FROM = 14.6;
const SECTORS_FROM = 15.2;

// Software rendering on a wall's small computer: ten frames a second are smooth enough for a ring that widens.
const FRAME_MS = 100;

/** Draws when told to, and ten times a second while something pulses. */
export function createMarks(options: {
  style: MarkStyle;
  zoomOf: () => number;
  show: (layers: LayersList) => void;
}): Marks {
  const { style, zoomOf, show } = options;
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  let input: MarksInput | null = null;
  let setAt = 0;
  let timer: ReturnType<typeof setInterval> | null = null;
  let still: LayersList = [];

  const serverNow = (): Date => new Date((input?.now.getTime() ?? 0) + performance.now() - setAt);

  function drawPulses(): void {
    const pulsing = input ? listPulsing(input.incidents, serverNow()) : [];
    if (pulsing.length === 0) {
      stop();
      return show(still);
    }
    show([...still, pulseLayer(pulsing, { ...style, elapsedMs: isStill ? 600 : performance.now() })]);
    if (!isStill) timer ??= setInterval(drawPulses, FRAME_MS);
  }

  function draw(): void {
    if (!input) return;
    still = stillLayers(input, style, zoomOf() - Math.log2(style.unit));
    drawPulses();
  }

  function stop(): void {
    if (timer !== null) clearInterval(timer);
    timer = null;
  }

  return {
    set(next) {
      input = next;
      setAt = performance.now();
      draw();
    },
    draw,
    stop,
  };
}

/** Layers from the ground up; `reach` is the zoom by what the eye can tell apart. */
function stillLayers(input: MarksInput, style: MarkStyle, reach: number): LayersList {
  const detailed = reach >= DETAILED_FROM;
  const places = detailed ? input.places : input.places.filter(isSafetyPlace);
  return [
    reach >= SECTORS_FROM && cameraSectorLayer(input.cameras, style),
    cameraLayer(input.cameras, { ...style, detailed }),
    placeLayer(places, { ...style, detailed }),
    incidentLayer(input.incidents, { ...style, now: input.now, detailed }),
  ];
}
