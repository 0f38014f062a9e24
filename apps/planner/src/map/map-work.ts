import type { BasemapSource, Territory } from "@getu/domain";
import type { Session, Snapped, Snapper, SnapTarget } from "@getu/editor";
import { DARK_THEME, LIGHT_THEME } from "@getu/layers";
import type { MapTheme } from "@getu/layers";
import { createMap } from "@getu/ui";
import { NavigationControl, ScaleControl } from "maplibre-gl";
import type { Map as MapLibreMap } from "maplibre-gl";
import type { Goal, View } from "../view.ts";
import { createPlanDrawing } from "./plan-drawing.ts";
import type { PlanDrawing } from "./plan-drawing.ts";
import { PLAN_SOURCES } from "./plan-style.ts";
import { connectPointer } from "./pointer.ts";

/** What a map of a plan begins with. */
type MapWorkStart = {
  territory: Territory;
  basemap: BasemapSource;
  session: Session;
  snapper: Snapper;
  /** Areas and borders are on the screen for the first time. */
  onPainted: () => void;
};

/** What a map shows beside the plan, and its words. */
type Shown = {
  readonly view: View;
  readonly snapWord: (target: SnapTarget) => string;
  readonly gapWord: string;
};

/** A map at work: it draws what the session says and tells the session what the pointer does. */
export type MapWork = {
  show: (shown: Shown) => void;
  end: () => void;
};

const PADDING = { top: 24, right: 24, bottom: 64, left: 24 };

/** From here on a place that somebody is led to is seen well. */
const CLOSE_ZOOM = 17;

/** The way there is seen, and not waited for. */
const LED_MS = 400;

/** Makes the map in an element; null where there is no WebGL 2 or nothing to look at. */
export function startMapWork(container: HTMLElement, start: MapWorkStart): MapWork | null {
  const made = makeMap(container, start);
  if (!made) return null;
  const { map, theme } = made;
  const { session, snapper } = start;
  let shown: Shown | null = null;
  let snapped: Snapped | null = null;
  let drawing: PlanDrawing | null = null;
  const draw = (): void => {
    if (!drawing || !shown) return;
    const snapWords = snapped ? wordsOf(snapped, shown) : "";
    const { view, gapWord } = shown;
    drawing.draw(session.state(), { snapped, snapWords, gapWord, isComparing: view.isComparing });
  };
  const ends: (() => void)[] = [];
  map.once("style.load", () => {
    drawing = createPlanDrawing(map, theme);
    const onSnap = (next: Snapped | null): void => {
      if (next === snapped) return;
      snapped = next;
      draw();
    };
    const disconnect = connectPointer(map, {
      session,
      snapper,
      isSnapping: () => shown?.view.isSnapping ?? true,
      onSnap,
    });
    ends.push(disconnect, session.subscribe(draw));
    draw();
    tellPainted(map, start.onPainted);
  });
  return {
    show(next) {
      const isNewGoal = next.view.goal !== null && next.view.goal !== shown?.view.goal;
      shown = next;
      if (isNewGoal && next.view.goal) leadTo(map, next.view.goal);
      draw();
    },
    end() {
      for (const end of ends) end();
      map.remove();
    },
  };
}

/** Not "idle", which waits for the last of the ground and every name: one can work as soon as there are borders. */
function tellPainted(map: MapLibreMap, onPainted: () => void): void {
  const look = (): void => {
    if (![PLAN_SOURCES.areas, PLAN_SOURCES.borders].every((id) => map.isSourceLoaded(id))) return;
    map.off("render", look);
    onPainted();
  };
  map.on("render", look);
}

const wordsOf = ({ target }: Snapped, { snapWord }: Shown): string =>
  target ? [snapWord(target.kind), target.name].filter(Boolean).join(" · ") : "";

function leadTo(map: MapLibreMap, goal: Goal): void {
  if ("position" in goal) {
    const zoom = Math.max(CLOSE_ZOOM, map.getZoom());
    map.easeTo({ center: [...goal.position], zoom, duration: LED_MS });
    return;
  }
  const { right } = map.getContainer().getBoundingClientRect();
  const padding = { ...PADDING, right: Math.max(0, right - (goal.leftOf ?? right)) + PADDING.right };
  map.fitBounds([...goal.bbox], { padding, maxZoom: CLOSE_ZOOM, duration: LED_MS });
}

function makeMap(
  container: HTMLElement,
  { territory, basemap }: MapWorkStart,
): { map: MapLibreMap; theme: MapTheme } | null {
  const { bbox, id } = territory;
  if (!bbox) return null;
  const theme = matchMedia("(prefers-color-scheme: dark)").matches ? DARK_THEME : LIGHT_THEME;
  try {
    const groundPath = `/territories/${id}/basemap`;
    const start = { container, groundPath, basemap, bounds: bbox, padding: PADDING };
    const map = createMap(start, { theme, unit: 1 });
    map.addControl(new NavigationControl({ showCompass: false }), "top-right");
    map.addControl(new ScaleControl({ unit: "metric" }), "bottom-right");
    map.keyboard.disable(); // arrows push nodes
    map.on("idle", () => (container.dataset["mapIdle"] = "true"));
    return { map, theme };
  } catch {
    return null;
  }
}
