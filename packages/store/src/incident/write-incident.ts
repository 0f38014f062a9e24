import type { Incident, LiveChange, LoopState, Step } from "@getu/domain";
import type { Connection, Transaction } from "../db.ts";
import { assessedValues, setAssessed } from "../assessment/assessed.ts";
import type { Assessed } from "../assessment/assessed.ts";
import { INCIDENT_COLUMNS } from "./placed-incident.ts";
import { queueColumns, setQueueColumns } from "../queue/queue-columns.ts";
import { NO_STEPS, toStepRows } from "../loop/step-row.ts";
import type { NewStepRow, Sent, StepHead } from "../loop/step-row.ts";

/** An incident after something was done to it, with everything that must become true in the same moment. */
type IncidentChange = {
  territoryId: number;
  incident: Incident;
  gridPath: string;
  state: LoopState;
  /** Null = nothing is to come by itself. */
  nextMoveAt: Date | null;
  /** What was done, on top of the history so far. */
  steps: readonly Step[];
  on: StepHead;
  /** The delivery that it came by; null = it came by itself. */
  sent: Sent | null;
};

/** The columns of a step with their types, as a record set takes them; its hashes come beside. */
const STEP_COLUMNS = `territory_id integer, incident_id bigint, ordinal integer, action text, actor_id text,
  actor_role text, actor_path text, at timestamptz, from_status text, to_status text, owner_before jsonb,
  owner_after jsonb, asked jsonb, clock text, due_at timestamptz, climbed_to smallint, reason text, text text,
  until timestamptz, duplicate_of bigint, correction jsonb, done_at timestamptz, idempotency_key text`;

/** The names of these columns. */
const STEP_NAMES = STEP_COLUMNS.split(",").map((column) => column.trim().split(" ")[0]);

/** SQL that writes steps from a parameter with their rows. */
const stepsFrom = (
  rows: string,
): string => `INSERT INTO incident_step (${STEP_NAMES.join(", ")}, content_hash, hash)
    SELECT ${STEP_NAMES.join(", ")}, decode(content_hash, 'hex'), decode(hash, 'hex')
    FROM jsonb_to_recordset(${rows}) AS step(${STEP_COLUMNS}, content_hash text, hash text)`;

/** Writes steps of any number of incidents. */
export async function insertSteps(tx: Transaction, rows: readonly NewStepRow[]): Promise<void> {
  await tx.query(stepsFrom("$1"), [JSON.stringify(rows)]);
}

/** The loop of one incident; parameters $1 to $6. */
const LOOP = `loop AS (
    INSERT INTO incident_loop AS old (territory_id, incident_id, state, next_move_at, steps, head)
    VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (territory_id, incident_id) DO UPDATE SET state = excluded.state,
      next_move_at = excluded.next_move_at, steps = excluded.steps, head = excluded.head
  )`;

/** What was done to it; parameter $7. With the loop, in the order of `loopValues`. */
const STEPS = stepsFrom("$7");

/** What screens are told; parameters $8 and $9. */
const TELL = `told AS (
    INSERT INTO change (territory_id, topic, grid_path, payload) VALUES ($1, 'incident', $8, $9)
  )`;

/** The columns of an incident that its report brings along, as a record set takes them. */
const NEW_COLUMNS = INCIDENT_COLUMNS.filter(({ name }) => name !== "territory_id");

const NEW_NAMES = NEW_COLUMNS.map(({ name }) => name).join(", ");

const NEW_QUEUES = queueColumns("state");

/**
 * New incidents, of any number, are written while the boundaries that placed them are in force, and their changes ring a
 * moment later. They are the statement's own query and thus run first: nothing is written yet while it waits for the
 * boundaries.
 */
const INSERT = {
  name: "getu new incidents",
  text: `WITH taken AS (
      SELECT * FROM jsonb_to_recordset($3) AS taken(id bigint, state jsonb, next_move_at timestamptz, steps integer,
        head text, grid_path text, told jsonb, ${NEW_COLUMNS.map(({ name, type }) => `${name} ${type}`).join(", ")})
    ), told AS (
      INSERT INTO change (territory_id, topic, grid_path, payload)
      SELECT $1, 'incident', grid_path, told FROM taken
    ), loop AS (
      INSERT INTO incident_loop (territory_id, incident_id, state, next_move_at, steps, head)
      SELECT $1, id, state, next_move_at, steps, decode(head, 'hex') FROM taken
    ), steps AS (${stepsFrom("$4")})
    INSERT INTO incident (territory_id, id, ${Object.keys(NEW_QUEUES).join(", ")}, ${NEW_NAMES})
    SELECT $1, id, ${Object.values(NEW_QUEUES).join(", ")}, ${NEW_NAMES}
    FROM hold_boundaries($1, $2), set_config('getu.bell', 'later', true), taken`,
};

const UPDATE = {
  name: "getu changed incident",
  text: `WITH written AS (
    UPDATE incident SET status = $10, due_at = $11, closed_at = $12, category = $13, condition = $14, severity = $15,
      ${setQueueColumns("$3::jsonb")}, ${setAssessed(["$16", "$17", "$18", "$19"])}
    WHERE territory_id = $1 AND id = $2
  ), ${TELL}, ${LOOP} ${STEPS}`,
};

const LOOP_ALONE = {
  name: "getu loop",
  text: `WITH written AS (
    UPDATE incident SET ${setQueueColumns("$3::jsonb")}, ${setAssessed(["$8", "$9", "$10", "$11"])}
    WHERE territory_id = $1 AND id = $2
  ), ${LOOP} ${STEPS}`,
};

/** A change of what is there already. */
type LaterChange = IncidentChange & { assessed: Assessed };

/** Loop and history alone: what has no face on a screen. */
export type LoopChange = Omit<LaterChange, "gridPath">;

function loopValues(change: Omit<IncidentChange, "gridPath">): unknown[] {
  const { territoryId, incident, state, nextMoveAt } = change;
  const { rows, head } = toStepRows(change.steps, { ...change, incidentId: incident.id });
  const loop = [territoryId, incident.id, JSON.stringify(state), nextMoveAt, head.steps, head.head];
  return [...loop, JSON.stringify(rows)];
}

const commonValues = (change: IncidentChange): unknown[] => [
  ...loopValues(change),
  change.gridPath,
  JSON.stringify({ topic: "incident", incident: change.incident } satisfies LiveChange),
];

/** Writes loop and history of an incident that to screens stays as it is. */
export async function writeLoop(tx: Transaction, change: LoopChange): Promise<void> {
  await tx.query({ ...LOOP_ALONE, values: [...loopValues(change), ...assessedValues(change.assessed)] });
}

/** An incident that is not there yet. */
export type NewIncident = Omit<IncidentChange, "territoryId" | "on">;

/** New incidents of one territory, and the version of the boundaries that placed them. */
type NewIncidents = { territoryId: number; placedBy: number; incidents: readonly NewIncident[] };

/**
 * Writes new incidents with their loops, their first steps and what screens are told, in one statement: inside a
 * transaction or as one of its own. Throws when newer boundaries are in force.
 */
export async function insertIncidents(
  connection: Connection,
  { territoryId, placedBy, incidents }: NewIncidents,
): Promise<void> {
  const rows = incidents.map((change) => toNewRows(territoryId, change));
  const taken = JSON.stringify(rows.map(({ row }) => row));
  const steps = JSON.stringify(rows.flatMap((each) => each.steps));
  await connection.query({ ...INSERT, values: [territoryId, placedBy, taken, steps] });
}

function toNewRows(territoryId: number, { incident, gridPath, state, nextMoveAt, steps, sent }: NewIncident) {
  const { rows, head } = toStepRows(steps, { territoryId, incidentId: incident.id, on: NO_STEPS, sent });
  const placed = { ...incident, territoryId, record: incident };
  const row = {
    id: incident.id,
    state,
    next_move_at: nextMoveAt,
    steps: head.steps,
    head: Buffer.from(head.head).toString("hex"),
    grid_path: gridPath,
    told: { topic: "incident", incident } satisfies LiveChange,
    ...Object.fromEntries(NEW_COLUMNS.map(({ name, valueOf }) => [name, valueOf(placed)])),
  };
  return { row, steps: rows };
}

/** Writes what an action changed of an incident, its loop, the steps and what screens are told, in one statement. */
export async function updateIncident(tx: Transaction, change: LaterChange): Promise<void> {
  const { status, dueAt, closedAt, category, condition, severity } = change.incident;
  const changed = [
    status,
    dueAt,
    closedAt,
    category,
    condition,
    severity,
    ...assessedValues(change.assessed),
  ];
  await tx.query({ ...UPDATE, values: [...commonValues(change), ...changed] });
}
