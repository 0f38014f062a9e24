import type { Position } from "geojson";
import type { AreaGeometry } from "../area.ts";
import { ringsOf } from "./faces.ts";
import type { Face } from "./faces.ts";
import { toLngLat } from "./frame.ts";
import type { Origin } from "./frame.ts";
import { listOwners } from "./partition.ts";
import type { Partition } from "./partition.ts";
import { traceOwners } from "./trace-owners.ts";

/** Faces as GeoJSON: shells counter-clockwise, rings closed, coordinates that read back to the same nodes. */
export function facesToArea(origin: Origin, faces: readonly Face[]): AreaGeometry {
  const polygons = faces.map((face) =>
    ringsOf(face).map((ring) =>
      [...ring, ...ring.slice(0, 1)].map((node): Position => [...toLngLat(origin, node)]),
    ),
  );
  const [only] = polygons;
  return polygons.length === 1 && only
    ? { type: "Polygon", coordinates: only }
    : { type: "MultiPolygon", coordinates: polygons };
}

/** The areas of some owners, all of them when none are named; an owner without area is a MultiPolygon without polygons. */
export function toAreas(
  partition: Partition,
  owners: readonly number[] = listOwners(partition),
): Map<number, AreaGeometry> {
  const traced = traceOwners(partition, owners);
  if (!traced) throw new Error("labels of the edge table contradict each other");
  const byOwner = new Map<number, Face[]>(owners.map((owner) => [owner, []]));
  for (const face of traced.faces) byOwner.get(face.label)?.push(face);
  return new Map([...byOwner].map(([owner, faces]) => [owner, facesToArea(partition.origin, faces)]));
}
