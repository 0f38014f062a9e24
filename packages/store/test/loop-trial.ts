import type { Actor, Command, Incident } from "@getu/domain";
import { createTestDatabase, foundTown, openTimeMachine, RULEBOOK, townReport } from "@getu/store/testing";
import type { TestDatabase, TimeMachine } from "@getu/store/testing";
import { fileReport, findHistory, takeAction, verifySteps } from "../src/index.ts";
import type { Db, IncidentHistory, Report } from "../src/index.ts";

/** The dispatcher of every town. */
export const DISPATCHER: Actor = { id: "person:dispatcher", role: "dispatcher", gridPath: "" };

/** What differs about a delivery: who sends it, and under which key. */
type Delivery = { actor?: Actor; key?: string };

/** A database whose clock a test moves, and in it a town of its own for each test. */
export type LoopTrial = {
  database: TestDatabase;
  time: TimeMachine;
  db: Db;
  /** The town of the test. */
  territoryId: number;
  /** Sets the clock right and founds the town of the next test. */
  begin: () => Promise<void>;
  /** Files a report; the dispatcher does unless said otherwise. */
  file: (report?: Partial<Report>, delivery?: Delivery) => Promise<Incident>;
  /** Takes an action on an incident; the dispatcher does unless said otherwise. */
  act: (incidentId: number, command: Command, delivery?: Delivery) => ReturnType<typeof takeAction>;
  historyOf: (incident: Pick<Incident, "id">) => Promise<IncidentHistory>;
  /** The actions of its history, in order. */
  actionsOf: (incident: Pick<Incident, "id">) => Promise<string[]>;
  /** Who leads the grid of an incident. */
  leaderOf: (incident: Incident) => Promise<Actor>;
  /** Verifies the steps of the town. */
  check: () => ReturnType<typeof verifySteps>;
  close: () => Promise<void>;
};

/** A key that no other delivery of this process has. */
export const nextKey = (): string => `delivery-${++keys}`;
let keys = 0;

/** Opens a trial; `begin` comes before each of its tests. */
export async function openLoopTrial(): Promise<LoopTrial> {
  const database = await createTestDatabase();
  const time = await openTimeMachine(database);
  const { db } = time;
  let towns = 0;
  const trial: LoopTrial = {
    database,
    time,
    db,
    territoryId: 0,
    async begin() {
      towns += 1;
      await time.shift(0);
      ({ territoryId: trial.territoryId } = await foundTown(db, { code: `town-${towns}` }));
    },
    async file(report = {}, { actor = DISPATCHER, key = nextKey() } = {}) {
      const filed = await fileReport(db, {
        territoryId: trial.territoryId,
        report: townReport(report),
        actor,
        rulebook: RULEBOOK,
        idempotencyKey: key,
      });
      if ("refusal" in filed) throw new Error(filed.refusal.code);
      return filed.incident;
    },
    act: (incidentId, command, { actor = DISPATCHER, key = nextKey() } = {}) =>
      takeAction(db, {
        territoryId: trial.territoryId,
        incidentId,
        command,
        actors: [actor],
        rulebook: RULEBOOK,
        idempotencyKey: key,
      }),
    historyOf: async ({ id }) =>
      (await findHistory(db, {
        territoryId: trial.territoryId,
        incidentId: id,
        rulebook: RULEBOOK,
      }))!, // it was filed here
    actionsOf: async (incident) => (await trial.historyOf(incident)).steps.map(({ action }) => action),
    async leaderOf(incident) {
      const { gridPath } = await trial.historyOf(incident);
      return { id: "person:leader", role: "leader", gridPath };
    },
    check: () => verifySteps(db, { territoryId: trial.territoryId }),
    async close() {
      await time.close();
      await database.drop();
    },
  };
  return trial;
}
