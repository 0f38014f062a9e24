import type { Db } from "../db.ts";
import { NO_STEPS, stepHash } from "./step-row.ts";
import type { StepHead, StepRow } from "./step-row.ts";

/** Where a history does not hold together. */
export type BrokenStep = {
  incidentId: number;
  /** The first step that does not fit; one after the last when steps are missing at the end. */
  ordinal: number;
  problem: "changed" | "missing" | "beyond-the-head";
};

/** What a look through all histories found. */
export type StepCheck = { incidents: number; steps: number; broken: BrokenStep[] };

type HeadRow = { incident_id: string; steps: number; head: Uint8Array };

const PAGE = 500;

/** Follows the chain of every history of a territory, from its first step to the head that the loop remembers. */
export async function verifySteps(db: Db, { territoryId }: { territoryId: number }): Promise<StepCheck> {
  const check: StepCheck = { incidents: 0, steps: 0, broken: [] };
  let after = 0;
  for (;;) {
    const heads = await listHeads(db, territoryId, after);
    const last = heads.length < PAGE ? Number.MAX_SAFE_INTEGER : Number(heads.at(-1)!.incident_id); // a full page
    const steps = await listSteps(db, territoryId, { after, last });
    const headOf = new Map(heads.map((row) => [Number(row.incident_id), row]));
    const stepsOf = Map.groupBy(steps, (row) => Number(row.incident_id));
    for (const incidentId of new Set([...headOf.keys(), ...stepsOf.keys()])) {
      const history = {
        incidentId,
        rows: stepsOf.get(incidentId) ?? [],
        head: headOf.get(incidentId) ?? NO_STEPS,
      };
      const broken = findBreak(history, territoryId);
      if (broken) check.broken.push(broken);
    }
    check.incidents += heads.length;
    check.steps += steps.length;
    if (heads.length < PAGE) return check;
    after = last;
  }
}

async function listHeads(db: Db, territoryId: number, after: number): Promise<HeadRow[]> {
  const { rows } = await db.pool.query<HeadRow>(
    `SELECT incident_id, steps, head FROM incident_loop WHERE territory_id = $1 AND incident_id > $2
     ORDER BY incident_id LIMIT $3`,
    [territoryId, after, PAGE],
  );
  return rows;
}

async function listSteps(
  db: Db,
  territoryId: number,
  { after, last }: { after: number; last: number },
): Promise<StepRow[]> {
  const { rows } = await db.pool.query<StepRow>(
    `SELECT * FROM incident_step WHERE territory_id = $1 AND incident_id > $2 AND incident_id <= $3
     ORDER BY incident_id, ordinal`,
    [territoryId, after, last],
  );
  return rows;
}

/** The first place where a history breaks, or null. */
export function findBreak(
  { incidentId, rows, head }: { incidentId: number; rows: readonly StepRow[]; head: StepHead },
  territoryId: number,
): BrokenStep | null {
  let on = NO_STEPS;
  for (const row of rows) {
    const ordinal = on.steps + 1;
    if (row.ordinal !== ordinal) return { incidentId, ordinal, problem: "missing" };
    if (ordinal > head.steps) return { incidentId, ordinal, problem: "beyond-the-head" };
    const hash = stepHash(on.head, row, territoryId);
    if (!hash.equals(row.hash)) return { incidentId, ordinal, problem: "changed" };
    on = { steps: ordinal, head: hash };
  }
  if (on.steps < head.steps) return { incidentId, ordinal: on.steps + 1, problem: "missing" };
  return Buffer.from(on.head).equals(head.head)
    ? null
    : { incidentId, ordinal: on.steps, problem: "changed" };
}
