import { toUnitPolygons } from "../unit-ring.ts";
import { ringsOf } from "./faces.ts";
import type { Origin } from "./frame.ts";
import { originOf, toOwnedRings } from "./load-partition.ts";
import type { OwnedArea } from "./load-partition.ts";
import { listOwners } from "./partition.ts";
import type { Partition } from "./partition.ts";
import { parentProblems } from "./parent-problems.ts";
import type { ParentOf } from "./parents.ts";
import type { OwnedPolygon, Problem } from "./problem.ts";
import { ringProblems } from "./ring-problems.ts";
import { DEFAULT_LIMITS, shapeProblems } from "./shape-problems.ts";
import type { ShapeLimits } from "./shape-problems.ts";
import { tilingProblems } from "./tiling-problems.ts";
import { traceOwners } from "./trace-owners.ts";

/** What else to check. */
export type ValidateOptions = { readonly parentOf?: ParentOf; readonly limits?: ShapeLimits };

/** Everything wrong with a partition (R13), exactly: no error means that the areas tile the territory without gap or overlap. */
export function validatePartition(partition: Partition, options: ValidateOptions = {}): Problem[] {
  const traced = traceOwners(partition, listOwners(partition));
  if (!traced || traced.unbounded.length > 0) {
    const at = traced?.unbounded[0]?.nodes[0] ?? 0;
    return [{ kind: "overlap", severity: "error", owners: [], at }];
  }
  const polygons = traced.faces.map((face) => ({ owner: face.label, rings: ringsOf(face) }));
  const { parentOf } = options;
  return [
    ...problemsOf(polygons, partition.origin, options),
    ...(parentOf ? parentProblems(partition, parentOf) : []),
  ];
}

/** The same for areas as they are stored, so that the server checks what it will keep and not what it thinks it keeps (R13). */
export function validateAreas(areas: readonly OwnedArea[], limits: ShapeLimits = DEFAULT_LIMITS): Problem[] {
  const units = areas.map(({ owner, area }) => ({ owner, polygons: toUnitPolygons(area) }));
  const origin = originOf(units.flatMap(({ polygons }) => polygons.flat()));
  const polygons = units.flatMap(({ owner, polygons }) =>
    polygons.map((polygon) => ({
      owner,
      rings: toOwnedRings(polygon, owner, origin).map(({ nodes }) => nodes),
    })),
  );
  return problemsOf(polygons, origin, { limits });
}

function problemsOf(polygons: readonly OwnedPolygon[], origin: Origin, options: ValidateOptions): Problem[] {
  const limits = options.limits ?? DEFAULT_LIMITS;
  return [
    ...tilingProblems(polygons),
    ...polygons.flatMap(ringProblems),
    ...polygons.flatMap((polygon) => shapeProblems(polygon, origin, limits)),
    ...multipartProblems(polygons),
  ];
}

function multipartProblems(polygons: readonly OwnedPolygon[]): Problem[] {
  const seen = new Set<number>();
  return polygons.flatMap(({ owner, rings }) => {
    if (seen.size !== seen.add(owner).size) return [];
    return [
      { kind: "multipart", severity: "warning", owners: [owner], at: rings[0]?.[0] ?? 0 } satisfies Problem,
    ];
  });
}
