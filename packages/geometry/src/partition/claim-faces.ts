import { interiorPointOf, ringsHold } from "./interior-point.ts";
import { ringsOf } from "./faces.ts";
import type { Face } from "./faces.ts";
import { createPolygonFinder } from "./polygon-finder.ts";
import type { OwnedPolygon } from "./problem.ts";

/** Owners whose input polygons hold a place inside each face, even-odd, so that bow-ties become lobes (R3.6). */
export function claimFaces(faces: readonly Face[], polygons: readonly OwnedPolygon[]): number[][] {
  const polygonsAt = createPolygonFinder(polygons);
  return faces.map((face) => {
    const place = interiorPointOf(ringsOf(face));
    const holding = polygonsAt([place.x, place.y, place.x, place.y]).filter(({ rings }) =>
      ringsHold(rings, place),
    );
    return [...new Set(holding.map(({ owner }) => owner))].sort((a, b) => a - b);
  });
}
