import type { PickingInfo } from "@deck.gl/core";
import type { Camera, Incident, Place } from "@getu/domain";
import { blindSpotSize, createIconAtlas, createMarkStyle } from "@getu/layers";
import type { GroundLook, TierZooms } from "@getu/layers";
import type { Map as MapLibreMap } from "maplibre-gl";
import { createMap } from "./create-map.ts";
import type { MapStart } from "./create-map.ts";
import { createDeckOverlay } from "./deck-overlay.ts";
import type { DeckOverlay } from "./deck-overlay.ts";
import { holdFirstPicture } from "./first-picture.ts";
import { createGridNames } from "./grid-names.ts";
import type { GridNames } from "./grid-names.ts";
import { createHeatPicture } from "./heat-picture.ts";
import type { ShownHeat } from "./heat-picture.ts";
import { createHomeView } from "./home-view.ts";
import type { HomeView } from "./home-view.ts";
import { letGoOfLostStyles } from "./lost-style.ts";
import type { GridNote, MapPosition, Picked } from "./map-types.ts";
import { createMarkObstacles } from "./mark-obstacles.ts";
import { createMarks } from "./marks.ts";
import type { MarksInput } from "./marks.ts";
import { listNamedAbove } from "./named-above.ts";
import { createTerritoryDrawing } from "./territory-drawing.ts";
import type { TerritoryDrawing } from "./territory-drawing.ts";

/** What a map is made with; all of it stays for the map's life. */
export type MapCanvasOptions = MapStart & {
  zooms: readonly TierZooms[];
  look: GroundLook;
  onView: (position: MapPosition) => void;
  onPick: (picked: Picked | null) => void;
  /** The graphics are gone and do not come back: make a new map. */
  onBroken: () => void;
};

/** A map on the page; no React. The container's `data-map-idle` says whether everything given is drawn, `data-heat` of which window. */
export type MapCanvas = Pick<TerritoryDrawing, "setTerritory" | "setLinesVisible"> &
  Pick<GridNames, "setSeams"> &
  Omit<HomeView, "stop"> & {
    setNotes: (notes: ReadonlyMap<number, GridNote>) => void;
    /** Flies to one of the coarsest grids. */
    goToGrid: (gridId: number) => void;
    setHeat: (heat: ShownHeat | null) => void;
    /** `isWhole`: nothing more is on its way; who waits for the rest draws once. */
    setMarks: (marks: MarksInput, isWhole: boolean) => void;
    destroy: () => void;
  };

/** Half of the widest mark, the ring of a new incident, with room to spare; in units of the design. */
const MARK_REACH = 40;

/**
 * Tiles out of sight that this map keeps. With one screen of them the memory of software graphics goes up and down by tens
 * of megabytes over minutes, in steps of 8 MB, although the map's buffers take 3 MB; with none it stays level, for a part
 * of the ground that comes a moment later where the map goes back from near to far.
 */
const KEPT_SCREENS = 0;

/** A browser that gives its graphics back does so at once; a new map takes a few seconds as well. */
const BROKEN_AFTER_MS = 3_000;

const NO_SPOTS: readonly never[] = [];

/** Draws a territory with what stands and happens in it. */
export function createMapCanvas(options: MapCanvasOptions): MapCanvas {
  const { container, look, basemap, zooms } = options;
  const map = createMap({ ...options, keptScreens: KEPT_SCREENS }, look);
  letGoOfLostStyles(map);
  const picture = holdFirstPicture(map, () => territory.isGiven());
  const territory = createTerritoryDrawing(map, { zooms, look, isForeignGround: basemap.kind !== "own" });
  const home = createHomeView(map, options);
  const goToGrid = (gridId: number): void => {
    const box = territory.boxOf(gridId);
    if (box) home.goTo(box);
  };
  const names = createGridNames(map, ({ id }) => goToGrid(id));
  const style = createMarkStyle(look.theme, createIconAtlas(look.theme), look.unit);
  const obstacles = createMarkObstacles(map);
  const marks = createMarks({
    style,
    zoomOf: () => map.getZoom(),
    show: (layers) => overlay?.setLayers(layers),
    onObstacles(next) {
      obstacles.set(next);
      idle.disturb();
    },
  });
  let overlay: DeckOverlay | null = null;
  let areMarksWhole = false;
  const heat = createHeatPicture(map, {
    marks: () => overlay?.canvas() ?? null,
    extent: () => marks.extent(options.bounds),
    marginPixels: MARK_REACH * look.unit,
    isMapThere: picture.isThere,
  });
  let ready = false;
  const isDrawn = (): boolean => ready && picture.isThere() && (overlay?.isDrawn() ?? false);
  const idle = watchIdle(map, { container, isDrawn });

  const drawAll = (): void => {
    ready = true;
    territory.drawAll();
    obstacles.draw();
    heat.draw();
    idle.disturb();
  };
  // Not before all marks and the ground that they stand on are known: where no graphics card draws, each drawing takes a third
  // of a second from what is still on its way.
  const layMarks = (): void => {
    if (!picture.isThere() && !(territory.isGiven() && areMarksWhole)) return;
    map.off("render", layMarks);
    overlay = createDeckOverlay(map, {
      onDrawn() {
        marks.drawn();
        heat.takeMarks();
        idle.tell();
      },
      onEmptied: marks.draw,
      onClick: (info) => options.onPick(toPicked(info)),
    });
    marks.draw();
  };
  // Not "load", which waits until all of the ground is there: boundaries, heat and marks come in meanwhile.
  map.once("style.load", () => {
    drawAll();
    map.on("render", layMarks);
  });
  map.on("moveend", marks.draw);
  const healing = watchContext(map, {
    onLost() {
      ready = false;
      territory.forget();
      heat.forget();
    },
    onRestored: drawAll,
    onBroken: options.onBroken,
  });

  return {
    ...home,
    goToGrid,
    setSeams: names.setSeams,
    setTerritory(next) {
      territory.setTerritory(next);
      names.setGrids(listNamedAbove(next));
      idle.disturb();
    },
    setNotes(notes) {
      names.setNotes(notes);
      if (territory.setNotes(notes)) idle.disturb();
    },
    setLinesVisible(visible) {
      territory.setLinesVisible(visible);
      names.setVisible(visible);
      idle.disturb();
    },
    setHeat(next) {
      if (!heat.set(next)) idle.disturb();
    },
    setMarks(next, isWhole) {
      marks.set(next);
      names.setNumbered(next.coverage?.spots ?? NO_SPOTS, blindSpotSize(style));
      areMarksWhole ||= isWhole;
      if (overlay) idle.tell(); // the marks have a canvas of their own: the map need not be drawn again
      else idle.disturb();
    },
    destroy() {
      picture.stop();
      healing.stop();
      home.stop();
      marks.stop();
      heat.destroy();
      names.destroy();
      overlay?.destroy();
      map.remove();
    },
  };
}

/** Says in `data-map-idle` when all that was asked for is on the screen. */
function watchIdle(map: MapLibreMap, options: { container: HTMLElement; isDrawn: () => boolean }) {
  let mapIdle = false;
  const tell = (): void => {
    options.container.dataset["mapIdle"] = String(mapIdle && options.isDrawn());
  };
  const setIdle = (idle: boolean): void => {
    mapIdle = idle;
    tell();
  };
  map.on("idle", () => setIdle(true));
  map.on("movestart", () => setIdle(false));
  tell();
  return {
    tell,
    disturb() {
      setIdle(false);
      map.triggerRepaint();
    },
  };
}

/** MapLibre brings its own picture back after a lost graphics context; what it forgets is put in again. */
function watchContext(
  map: MapLibreMap,
  options: { onLost: () => void; onRestored: () => void; onBroken: () => void },
): { stop: () => void } {
  let broken: ReturnType<typeof setTimeout> | null = null;
  const stop = (): void => {
    if (broken !== null) clearTimeout(broken);
    broken = null;
  };
  map.on("webglcontextlost", () => {
    map.getCanvas().style.visibility = "hidden"; // a browser shows it white
    options.onLost();
    broken ??= setTimeout(options.onBroken, BROKEN_AFTER_MS);
  });
  map.on("webglcontextrestored", () => {
    map.getCanvas().style.visibility = "";
    stop();
    void map.once("idle", options.onRestored);
  });
  return { stop };
}

/** The record under the pointer, by the layer it was drawn in. */
function toPicked({ layer, object }: PickingInfo): Picked | null {
  if (layer?.id === "cameras") return { kind: "camera", camera: object as Camera };
  if (layer?.id === "places") return { kind: "place", place: object as Place };
  if (layer?.id === "incidents") return { kind: "incident", incident: object as Incident };
  return null;
}
