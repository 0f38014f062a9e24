import type { IncidentRecord } from "@getu/domain";
import type { Row } from "./benchmark.ts";
import type { FinishedRecord } from "./finished-records.ts";
import { toContest } from "./format.ts";
import { timed, toRate } from "./measure.ts";
import type { SqlAssignment } from "./peers/sql-assignment.ts";

/** CPU microseconds that finding owner, distance and neighbour takes a row. */
export type AssignmentCost = { ours: number; sql: number };

type Round = {
  sql: SqlAssignment;
  place: (records: readonly IncidentRecord[]) => FinishedRecord[];
  /** The records that SQL places, and the same under other external ids, which it is given placed. */
  records: { placed: readonly IncidentRecord[]; finished: readonly IncidentRecord[] };
};

/** What assignment costs in our process, and in SQL: its whole write less the same write of finished rows. */
export async function measureAssignmentCost({ sql, place, records }: Round): Promise<AssignmentCost> {
  const { seconds, result } = await timed("cpu", () => place(records.finished));
  const started = sql.seconds();
  await sql.writeFinished(result);
  const between = sql.seconds();
  await sql.writePlaced(records.placed);
  const whole = sql.seconds() - between;
  const perRow = (cpuSeconds: number): number => (cpuSeconds * 1e6) / result.length;
  return { ours: perRow(seconds), sql: perRow(whole - (between - started)) };
}

/** How many times our assignment is paid by what SQL takes for its own. */
export function assignmentCostRow(name: string, costs: readonly AssignmentCost[]): Row {
  const ours = toRate(
    "Getu",
    costs.map((cost) => cost.ours),
  );
  const theirs = toRate(
    "SQL",
    costs.map((cost) => cost.sql),
  );
  return {
    name,
    peer: "in SQL (PostGIS): what its write takes more than the same write of finished rows",
    value: theirs.median / ours.median,
    unit: "×",
    better: "higher",
    floor: 3,
    goal: 10,
    details: toContest([ours, theirs], "µs of CPU a row"),
  };
}
