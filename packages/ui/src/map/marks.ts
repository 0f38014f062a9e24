import type { LayersList } from "@deck.gl/core";
import type { Camera, Incident, Place } from "@getu/domain";
import {
  badgePixels,
  cameraLayer,
  cameraSectorLayer,
  cameraSectors,
  coverageLayers,
  incidentLayer,
  isSafetyPlace,
  listPulsing,
  pickedLayer,
  placeLayer,
  pulseLayer,
  seenAreas,
  spacePlaces,
} from "@getu/layers";
import type { MarkStyle, Obstacle, ShownCoverage, SpacedPlaces } from "@getu/layers";
import { createNameClearing, FROM_AFAR } from "./clear-names.ts";
import { keepLast } from "./keep-last.ts";
import type { Bounds } from "./map-types.ts";

/** What stands on the map; an empty list hides its layer. `now` is the server's time. */
export type MarksInput = {
  cameras: readonly Camera[];
  places: readonly Place[];
  incidents: readonly Incident[];
  /** In place of the cameras' plain sectors; null = it is not shown. */
  coverage: ShownCoverage | null;
  /** Where the picked mark stands; null = none is picked. */
  picked: Incident["position"] | null;
  now: Date;
};

/** Turns records into layers, and keeps new incidents pulsing; `drawn` says that the last layers are on the screen. */
export type Marks = {
  set: (input: MarksInput) => void;
  /** Bounds around these and around every mark: some stand outside the territory. */
  extent: (bounds: Bounds) => Bounds;
  draw: () => void;
  drawn: () => void;
  stop: () => void;
};

/** From which zoom signs are drawn in full, for a screen whose design unit is one pixel. */
const DETAILED_FROM = 14.6;
const SECTORS_FROM = 15.2;

/** More places than this would hide a city seen whole; they come when one zooms in. */
const MOST_PLACES_FROM_AFAR = 500;

// Ten frames a second are smooth enough for a ring that widens; a machine that draws in software gets four times
// as long to rest as it took to draw, so that a pulse never starves the rest of the page.
const FRAME_MS = 100;
const REST_PER_DRAWING = 4;

/** Where the ring stands for people who asked their system for less motion. */
const STILL_RING_MS = 600;

/** Draws when told to, and up to ten times a second while something pulses. */
export function createMarks(options: {
  style: MarkStyle;
  zoomOf: () => number;
  show: (layers: LayersList) => void;
  /** Told what names must keep clear of, when it is another than before. */
  onObstacles: (obstacles: readonly Obstacle[]) => void;
}): Marks {
  const { style, zoomOf, show } = options;
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  let input: MarksInput | null = null;
  let setAt = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;
  /** When the ring now being drawn was asked for; null = none is. */
  let askedAt: number | null = null;
  let still: LayersList = [];
  const shapes = createShapes(style);
  const clearing = createNameClearing(style, options.onObstacles);

  const serverNow = (): Date => new Date((input?.now.getTime() ?? 0) + performance.now() - setAt);

  function drawPulses(): void {
    const pulsing = input ? listPulsing(input.incidents, serverNow()) : [];
    stopPulses();
    if (pulsing.length === 0) return show(still);
    if (!isStill) askedAt = performance.now();
    show([
      ...still,
      pulseLayer(pulsing, { ...style, elapsedMs: isStill ? STILL_RING_MS : performance.now() }),
    ]);
  }

  function drawn(): void {
    if (askedAt === null) return;
    const drawingMs = performance.now() - askedAt;
    askedAt = null;
    timer = setTimeout(drawPulses, Math.max(FRAME_MS, REST_PER_DRAWING * drawingMs));
  }

  function draw(): void {
    if (!input) return;
    const zoom = zoomOf();
    still = stillLayers(input, style, { zoom, shapes });
    const isNear = reachOf(zoom, style) >= DETAILED_FROM;
    const { incidents, places } = input;
    clearing.set(isNear ? { incidents, places: shapes.spaced(places, zoom) } : FROM_AFAR);
    drawPulses();
  }

  function stopPulses(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    askedAt = null;
  }

  return {
    set(next) {
      input = next;
      setAt = performance.now();
      draw();
    },
    extent: (bounds) => (input ? around(input, bounds) : bounds),
    draw,
    drawn,
    stop() {
      stopPulses();
      clearing.stop();
    },
  };
}

function around({ cameras, places, incidents }: MarksInput, bounds: Bounds): Bounds {
  let [west, south, east, north] = bounds;
  for (const marks of [cameras, places, incidents]) {
    for (const { position } of marks) {
      const [lng, lat] = position;
      [west, south] = [Math.min(west, lng), Math.min(south, lat)];
      [east, north] = [Math.max(east, lng), Math.max(north, lat)];
    }
  }
  return [west, south, east, north];
}

function placesFromAfar(places: readonly Place[]): readonly Place[] {
  const safety = places.filter(isSafetyPlace);
  return safety.length > MOST_PLACES_FROM_AFAR ? [] : safety;
}

/** What is drawn of records; the same of the same: a layer is put together again when it is given another list. */
type Shapes = {
  spaced: Spacing;
  sectors: (cameras: readonly Camera[]) => ReturnType<typeof cameraSectors>;
  seen: (views: ShownCoverage["views"]) => ReturnType<typeof seenAreas>;
};

const createShapes = (style: MarkStyle): Shapes => ({
  spaced: createSpacing(style),
  sectors: keepLast(cameraSectors),
  seen: keepLast(seenAreas),
});

/** Places as they have room at a zoom. */
type Spacing = (places: readonly Place[], zoom: number) => SpacedPlaces;

/** What the eye can tell apart at a zoom, whatever the size of the screen. */
const reachOf = (zoom: number, { unit }: MarkStyle): number => zoom - Math.log2(unit);

/** Spaces the same places at the same zoom once. */
function createSpacing(style: MarkStyle): Spacing {
  let last: { places: readonly Place[]; zoom: number; spaced: SpacedPlaces } | null = null;
  return (places, zoom) => {
    if (last?.places === places && last.zoom === zoom) return last.spaced;
    const detailed = reachOf(zoom, style) >= DETAILED_FROM;
    const shown = detailed ? places : placesFromAfar(places);
    const spaced = spacePlaces(shown, { zoom, badgePixels: badgePixels({ ...style, detailed }) });
    last = { places, zoom, spaced };
    return spaced;
  };
}

/** Layers from the ground up. */
function stillLayers(
  input: MarksInput,
  style: MarkStyle,
  { zoom, shapes }: { zoom: number; shapes: Shapes },
): LayersList {
  const reach = reachOf(zoom, style);
  const detailed = reach >= DETAILED_FROM;
  const { cameras, coverage } = input;
  return [
    coverage
      ? coverageLayers({ areas: shapes.seen(coverage.views), spots: coverage.spots }, style)
      : reach >= SECTORS_FROM && cameraSectorLayer(shapes.sectors(cameras), style),
    cameraLayer(cameras, { ...style, detailed }),
    placeLayer(shapes.spaced(input.places, zoom), { ...style, detailed }),
    incidentLayer(input.incidents, { ...style, now: input.now, detailed }),
    input.picked && pickedLayer(input.picked, style),
  ];
}
