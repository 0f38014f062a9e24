import type { Incident } from "@getu/domain";
import { badgePixels, incidentPixels, OBSTACLE_SOURCE, placePixels, toObstacleFeatures } from "@getu/layers";
import type { Obstacle, SpacedPlaces } from "@getu/layers";
import type { Map as MapLibreMap } from "maplibre-gl";
import { setSource } from "./set-source.ts";

/** The marks that hide a name which lies under them, as they are drawn from near; dots of cameras hide none. */
export function listObstacles(
  marks: { places: SpacedPlaces; incidents: readonly Incident[] },
  style: { unit: number },
): Obstacle[] {
  const badge = badgePixels({ ...style, detailed: true });
  const { places, incidents } = marks;
  return [
    ...places.drawn.map((place) => ({
      position: place.position,
      pixels: placePixels(place, places, badge),
    })),
    ...incidents.map((incident) => ({
      position: incident.position,
      pixels: incidentPixels(incident, style),
    })),
  ];
}

/** Where marks keep the names of one map away. */
export type MarkObstacles = {
  set: (obstacles: readonly Obstacle[]) => void;
  /** The style is there, for the first time or again. */
  draw: () => void;
};

/** Keeps what it is given, so that it can be put into a style that is not there yet. */
export function createMarkObstacles(map: MapLibreMap): MarkObstacles {
  let obstacles: readonly Obstacle[] = [];
  let isEmpty = true; // as a style begins with it
  const draw = (): void => {
    if (isEmpty && obstacles.length === 0) return; // it would be loaded once more for nothing
    setSource(map, OBSTACLE_SOURCE, toObstacleFeatures(obstacles));
    isEmpty = false;
  };
  return {
    set(next) {
      obstacles = next;
      draw();
    },
    draw,
  };
}
