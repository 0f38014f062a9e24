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
import { twiceAreaOfRings } from "./trace-cycles.ts";
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

/** A warning about every piece but the largest of who is in pieces, at the piece and with its size. */
function multipartProblems(polygons: readonly OwnedPolygon[]): Problem[] {
  return [...Map.groupBy(polygons, ({ owner }) => owner)].flatMap(([owner, all]) => {
    if (all.length < 2) return [];
    const pieces = all
      .map(({ rings }) => ({ at: rings[0]?.[0] ?? 0, twiceArea: twiceAreaOfRings(rings) }))
      .sort((one, other) => other.twiceArea - one.twiceArea || one.at - other.at);
    const warning = { kind: "multipart", severity: "warning", owners: [owner] } as const;
    return pieces.slice(1).map((piece): Problem => ({ ...warning, ...piece }));
  });
}
