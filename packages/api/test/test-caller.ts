import type { NoticeSettings, Viewer } from "@getu/domain";
import { createRedrawWork } from "@getu/store";
import type { Db } from "@getu/store";
import { LOOP_WORDS, RULEBOOK } from "@getu/store/testing";
import {
  createCaller,
  createDatabaseHeat,
  createDirectCoverage,
  createGridIndexes,
  createTurns,
  toErrorShape,
} from "../src/index.ts";
import type { Context, Failure } from "../src/index.ts";

/** An office that hangs out no names and no numbers. */
const NOTHING_PUBLISHED: NoticeSettings = {
  source: "made up",
  date: "2026-11-26",
  duties: {},
  territories: {},
};

/** Everything a procedure may use, for a viewer. */
export const testContext = (db: Db, viewer: Viewer): Context => ({
  viewer,
  address: null,
  sessionId: null,
  hasDirectory: false,
  phoneSecretOf: ({ personId, salt }) => `${personId} ${salt}`,
  hashPassword: async (password) => `hash of ${password}`,
  keptAuditHeads: () => [],
  db,
  ...RULEBOOK,
  loopWords: LOOP_WORDS,
  basemap: { kind: "own" },
  notice: NOTHING_PUBLISHED,
  reportUrlOf: () => null,
  gridIndexes: createGridIndexes(db),
  heat: createDatabaseHeat(db),
  coverage: createDirectCoverage(db),
  redraw: createRedrawWork(db),
  slowReadings: createTurns({ atOnce: 4 }),
  push: null,
});

/** Calls procedures as a viewer would. */
export const testCaller = (db: Db, viewer: Viewer): ReturnType<typeof createCaller> =>
  createCaller(testContext(db, viewer));

/** What a caller is told when the call fails; null = it succeeds. */
export const failureOfCall = (call: Promise<unknown>): Promise<Failure | null> =>
  call.then(
    () => null,
    (error: unknown) => toErrorShape(error as Parameters<typeof toErrorShape>[0]).data.failure,
  );
