import { xOf, yOf } from "./node-key.ts";
import { interiorPointOf, ringsHold } from "./interior-point.ts";
import { ringsOf } from "./faces.ts";
import type { Face } from "./faces.ts";
import Flatbush from "flatbush";
import type { OwnedPolygon } from "./problem.ts";

/** Owners whose input polygons hold a place inside each face, even-odd, so that bow-ties become lobes (R3.6). */
export function claimFaces(faces: readonly Face[], polygons: readonly OwnedPolygon[]): number[][] {
  if (polygons.length === 0) return faces.map(() => []); // Flatbush refuses zero items
  const boxes = new Flatbush(polygons.length);
  for (const { rings } of polygons) {
    const [xs, ys] = [rings.flatMap((ring) => ring.map(xOf)), rings.flatMap((ring) => ring.map(yOf))];
    boxes.add(least(xs), least(ys), -least(xs.map(negated)), -least(ys.map(negated)));
  }
  boxes.finish();
  return faces.map((face) => {
    const place = interiorPointOf(ringsOf(face));
    const holding = boxes
      .search(place.x, place.y, place.x, place.y)
      .filter((i) => ringsHold(polygons[i]!.rings, place)); // i numbers the polygons
    return [...new Set(holding.map((i) => polygons[i]!.owner))].sort((a, b) => a - b);
  });
}

const negated = (value: number): number => -value;

/** Math.min takes no more than about 100,000 arguments. */
const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b), Infinity);
