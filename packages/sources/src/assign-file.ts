import { createGridIndex, isNearBorder } from "@getu/domain";
import type { AssignmentEngine, CodeAgreement, GridIndex, Placement } from "@getu/domain";
import type { CrsName, LngLat } from "@getu/geometry";
import { agreementWarnings, countFinding, createCodeComparer, noAgreement } from "./code-comparer.ts";
import type { CodeFinding } from "./code-comparer.ts";
import type { CodeComparison } from "./code-reader.ts";
import type { Sampler } from "./datum-check.ts";
import { checkDatum, checkDeclaredCrs, createSampler } from "./datum-check.ts";
import type { PositionMapping } from "./position-reader.ts";
import { createPositionReader, isProblem } from "./position-reader.ts";
import type { NamedArea } from "./read-areas.ts";
import type { Source, SourceRow } from "./source.ts";

/** What to assign to what. */
export type AssignmentJob = {
  grids: readonly NamedArea[];
  points: Source;
  position: PositionMapping;
  engine: AssignmentEngine;
  /** The field in which the points carry a code of their own, and how codes are held against each other. */
  compare: { field: string; comparison: CodeComparison } | null;
};

/** Every row is counted once under `inside`, `outside` or a reason of `rejected`. */
export type AssignmentCounts = {
  rows: number;
  withCoordinates: number;
  inside: number;
  outside: number;
  /** Positions that more than one grid holds. */
  inTwo: number;
  /** Positions nearer to a border than the house's default accuracy. */
  nearBorder: number;
  rejected: Record<string, number>;
  /** Only rows with coordinates are compared: known = equal + different. */
  compared: CodeAgreement | null;
};

/** One row with its answer. */
export type AssignedRow = {
  row: SourceRow;
  status: "inside" | "outside" | "rejected";
  reason: string | null;
  position: LngLat | null;
  grid: string | null;
  neighbour: string | null;
  distanceToBorderMetres: number | null;
  nearBorder: boolean | null;
  /** Whether the row's own code is that of a grid that contains it, borders included; null = not compared. */
  agrees: boolean | null;
};

const SAMPLE_SIZE = 2_000;

/** Places every point of a file, one row in memory at a time; `onRow` sees each row in file order. */
export async function assignFile(
  job: AssignmentJob,
  onRow: (row: AssignedRow) => Promise<void> | void,
): Promise<{ counts: AssignmentCounts; warnings: string[] }> {
  const { points, position, compare } = job;
  const fields = position.fields ? [position.fields.lng, position.fields.lat] : [];
  points.requireFields(compare ? [...fields, compare.field] : fields);
  const index = createGridIndex(
    job.grids.map(({ area }, id) => ({ id, area })),
    job.engine,
  );
  const read = createPositionReader(position);
  const coded = job.grids.map(({ id, area }, at) => ({ id: at, area, codes: [id] }));
  const compareCode = compare && createCodeComparer(coded, compare.comparison);
  const tally = createTally(compare !== null);
  const sample = createSampler<SampledPosition>(SAMPLE_SIZE);
  for await (const row of points.rows()) {
    const reading = read(row);
    if (isProblem(reading)) {
      tally.reject(reading.reason);
      if (reading.given) sample.add({ given: reading.given, own: null });
      await onRow({ ...NO_ANSWER, row, reason: `${reading.reason}: ${reading.detail}` });
      continue;
    }
    const placement = index.placementOf(reading.position);
    const comparison = compare && compareCode?.(row.get(compare.field), placement, reading.position);
    tally.place(placement, comparison ?? null);
    sample.add({ given: reading.given, own: comparison?.own ?? null });
    await onRow(
      toAssignedRow(
        { row, position: reading.position, placement, agrees: comparison?.equal ?? null },
        job.grids,
      ),
    );
  }
  const counts = tally.counts();
  const warnings = [
    ...checkDeclaredCrs(points.declaredCrs(), position.crs),
    ...checkInside(counts),
    ...checkSample(sample, position.crs, index),
    ...agreementWarnings(counts.compared),
  ];
  return { counts, warnings };
}

const NO_ANSWER = {
  status: "rejected",
  position: null,
  grid: null,
  neighbour: null,
  distanceToBorderMetres: null,
  nearBorder: null,
  agrees: null,
} as const;

type Placed = { row: SourceRow; position: LngLat; placement: Placement; agrees: boolean | null };

function toAssignedRow(
  { row, position, placement, agrees }: Placed,
  grids: readonly NamedArea[],
): AssignedRow {
  const nameOf = (id: number | null): string | null => (id === null ? null : (grids[id]?.id ?? null));
  return {
    row,
    status: placement.gridId === null ? "outside" : "inside",
    reason: null,
    position,
    grid: nameOf(placement.gridId),
    neighbour: nameOf(placement.neighbourGridId),
    distanceToBorderMetres: placement.distanceToBorderMetres,
    nearBorder: isNearBorder(placement, null),
    agrees,
  };
}

function createTally(compares: boolean) {
  const rejected = new Map<string, number>();
  let [rows, inside, outside, inTwo, nearBorder] = [0, 0, 0, 0, 0];
  const compared = noAgreement();
  return {
    reject(reason: string): void {
      rows += 1;
      rejected.set(reason, (rejected.get(reason) ?? 0) + 1);
    },
    place(placement: Placement, comparison: CodeFinding | null): void {
      rows += 1;
      if (placement.gridId === null) outside += 1;
      else inside += 1;
      if (placement.candidates.length > 1) inTwo += 1;
      if (isNearBorder(placement, null)) nearBorder += 1;
      if (comparison) countFinding(compared, comparison);
    },
    counts: (): AssignmentCounts => ({
      rows,
      withCoordinates: inside + outside,
      inside,
      outside,
      inTwo,
      nearBorder,
      rejected: Object.fromEntries(rejected),
      compared: compares ? compared : null,
    }),
  };
}

type SampledPosition = { given: LngLat; own: ReadonlySet<number> | null };

/** Also where no other reading of the numbers would fit, so that a file of another place is not taken for done. */
const checkInside = ({ withCoordinates, inside }: AssignmentCounts): string[] =>
  withCoordinates > 0 && inside === 0
    ? ["no point lies in any grid: another place, datum, or longitude and latitude swapped?"]
    : [];

/** A row that names its own grid is expected there, any other inside some grid. */
function checkSample(sample: Sampler<SampledPosition>, crs: CrsName, index: GridIndex): string[] {
  const values = sample.values();
  return checkDatum({ pairs: values.map(({ given }) => given), crs }, (position, at) => {
    const grid = index.gridAt(position);
    const own = values[at]?.own;
    return grid !== null && (own ? own.has(grid) : true);
  });
}
