import { planOf, SNAP_TARGETS } from "@getu/editor";
import type { Reach, Session, Snapped, Snapper, SnapTarget, ToolState } from "@getu/editor";
import { toUnits } from "@getu/geometry";
import type { UnitPlace } from "@getu/geometry/partition";
import type { Map as MapLibreMap, MapMouseEvent } from "maplibre-gl";

/** A pointer reaches this many pixels. */
const REACH_PIXELS = 11;

/** Units of longitude in one pixel at a map's place, and how much taller than wide the map draws a unit. */
function reachOf(map: MapLibreMap): Reach {
  const unitsPerPixel = (360e7 / 512) * 2 ** -map.getZoom();
  return {
    units: REACH_PIXELS * unitsPerPixel,
    stretch: 1 / Math.cos((map.getCenter().lat * Math.PI) / 180),
  };
}

type Held = Pick<MouseEvent, "altKey" | "shiftKey">;

/** What a pointer may be taken to now: a node that is dragged must not land on the plan's own. */
function targetsFor(hand: ToolState, isSnapping: boolean, { altKey, shiftKey }: Held): readonly SnapTarget[] {
  const draws = ["cut", "reshape", "transfer"].includes(hand.tool) && hand.phase !== "proposed";
  if (!isSnapping || altKey || (!hand.grabbed && !draws)) return [];
  const possible = hand.grabbed ? SNAP_TARGETS.slice(2) : SNAP_TARGETS;
  return shiftKey ? possible.filter((target) => target.endsWith("-node")) : possible;
}

/** What the pointer's wiring asks the screen. */
export type PointerOptions = {
  readonly session: Session;
  readonly snapper: Snapper;
  readonly isSnapping: () => boolean;
  readonly onSnap: (snapped: Snapped | null) => void;
};

const placeOf = ({ lngLat }: MapMouseEvent): UnitPlace => [toUnits(lngLat.lng), toUnits(lngLat.lat)];

/** Turns the map's mouse into inputs of a session; the answer takes it off again. */
export function connectPointer(map: MapLibreMap, options: PointerOptions): () => void {
  const { session, snapper, isSnapping, onSnap } = options;
  let waiting: MapMouseEvent | null = null;
  let wasDragged = false;
  const snapAt = (event: MapMouseEvent): Snapped => {
    const { hand, history } = session.state();
    const rule = { reach: reachOf(map), targets: targetsFor(hand, isSnapping(), event.originalEvent) };
    return snapper(planOf(history).partition, placeOf(event), rule);
  };
  const point = (): void => {
    const event = waiting;
    waiting = null;
    if (!event) return;
    const snapped = snapAt(event);
    onSnap(snapped.target ? snapped : null);
    session.send({ type: "point", at: placeOf(event), place: snapped.place });
    map.getCanvas().style.cursor = cursorFor(session, placeOf(event));
  };
  const handlers = {
    // A mouse says where it is several times a frame; once is enough.
    mousemove(event: MapMouseEvent): void {
      if (!waiting) requestAnimationFrame(point);
      waiting = event;
    },
    mousedown(event: MapMouseEvent): void {
      if (event.originalEvent.button !== 0) return;
      session.send({ type: "press", at: placeOf(event) });
      wasDragged = session.state().hand.grabbed !== null;
      if (wasDragged) map.dragPan.disable();
    },
    mouseup(event: MapMouseEvent): void {
      if (!session.state().hand.grabbed) return;
      waiting = event;
      point();
      session.send({ type: "release" });
      map.dragPan.enable();
      onSnap(null);
    },
    click(event: MapMouseEvent): void {
      if (!wasDragged) session.send({ type: "click", at: placeOf(event), place: snapAt(event).place });
      wasDragged = false;
    },
    dblclick(event: MapMouseEvent): void {
      session.send({ type: "double-click", at: placeOf(event), place: snapAt(event).place });
    },
    mouseout(): void {
      onSnap(null);
    },
    move(): void {
      session.setReach(reachOf(map));
    },
  } as const;
  map.doubleClickZoom.disable();
  map.boxZoom.disable();
  handlers.move();
  for (const [type, handler] of Object.entries(handlers)) map.on(type as "mousemove", handler);
  return () => {
    for (const [type, handler] of Object.entries(handlers)) map.off(type as "mousemove", handler);
  };
}

function cursorFor(session: Session, at: UnitPlace): string {
  const { hand } = session.state();
  if (hand.grabbed) return "grabbing";
  if (hand.tool === "move") return session.canGrab(at) ? "grab" : "default";
  return ["cut", "transfer", "reshape", "road"].includes(hand.tool) ? "crosshair" : "pointer";
}
