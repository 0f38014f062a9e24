import { INCIDENT_STATUSES, SEVERITIES } from "@getu/domain";
import type { HeatQuery } from "@getu/domain";
import { setIncidentStatus, townIncident, townPosition } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import fc from "fast-check";
import { openHeatProcess } from "./heat-town.ts";
import type { HeatProcess, HeatTown } from "./heat-town.ts";

const oneOf = <T>(...values: T[]): fc.Arbitrary<T> => fc.constantFrom(...values);

/** On grid corners, in the middle of grids, outside all of them, and at the world's edges. */
const positions = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(fc.integer({ min: -2, max: 10 }), fc.integer({ min: -2, max: 6 }))
      .map(([x, y]) => townPosition(x, y)),
  },
  {
    weight: 8,
    arbitrary: fc
      .tuple(fc.double({ min: -1, max: 9, noNaN: true }), fc.double({ min: -1, max: 5, noNaN: true }))
      .map(([x, y]) => townPosition(x, y)),
  },
  { weight: 1, arbitrary: oneOf<[number, number]>([180, 85], [-180, -85], [180, 90], [-180, -90], [0, 0]) },
);

const START = Date.UTC(2026, 4, 1);
const MINUTE = 60_000;
const times = fc.oneof(
  {
    weight: 12,
    arbitrary: fc
      .integer({ min: 0, max: 14 * 24 * 60 })
      .map((minute) => new Date(START + minute * MINUTE).toISOString()),
  },
  {
    weight: 2,
    arbitrary: oneOf("2026-05-01T00:00:00.999Z", "2026-05-03T16:00:00.000Z", "2026-05-03T15:59:59.999Z"),
  },
  {
    weight: 1,
    arbitrary: oneOf("1912-02-29T12:00:00.000Z", "2031-01-01T00:00:00.000Z", "2150-01-01T00:00:00.000Z"),
  },
);

const records = fc.array(
  fc.record({
    externalId: fc.integer({ min: 0, max: 40 }).map((id) => `e${id}`),
    position: positions,
    occurredAt: times,
    category: oneOf("noise", "占道经营", "waste"),
    severity: oneOf(...SEVERITIES),
    status: oneOf(...INCIDENT_STATUSES),
  }),
  { minLength: 1, maxLength: 12, size: "max" },
);

/** Any window, view and filter. */
export const heatQueries: fc.Arbitrary<HeatQuery> = fc
  .record({
    window: fc.tuple(times, times),
    corners: fc.tuple(positions, positions),
    level: fc.integer({ min: 0, max: 26 }),
    filter: fc.record(
      {
        categories: fc.subarray(["noise", "占道经营", "waste", "never"]),
        severities: fc.subarray([...SEVERITIES]),
        statuses: fc.subarray([...INCIDENT_STATUSES]),
        hoursOfWeek: fc.uniqueArray(fc.integer({ min: 0, max: 167 }), { maxLength: 80, size: "max" }),
      },
      { requiredKeys: [] },
    ),
  })
  .map(({ window, corners: [a, b], level, filter }) => {
    const [from, to] = window.toSorted() as [string, string];
    const bbox: HeatQuery["bbox"] = [
      Math.min(a[0], b[0]),
      Math.min(a[1], b[1]),
      Math.max(a[0], b[0]),
      Math.max(a[1], b[1]),
    ];
    return { from, to, bbox, level, ...filter };
  });

/** What may happen to the incidents of a town, and to the process that counts them. */
export type HeatStep =
  | { do: "import"; records: { externalId: string }[] }
  | { do: "close" | "delete" | "postpone"; nth: number }
  | { do: "ask"; query: HeatQuery }
  | { do: "restart" };

/** A history of a town. */
export const heatSteps: fc.Arbitrary<HeatStep[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ do: fc.constant("import" as const), records }) },
    {
      weight: 3,
      arbitrary: fc.record({
        do: oneOf("close" as const, "delete" as const, "postpone" as const),
        nth: fc.nat(40),
      }),
    },
    { weight: 8, arbitrary: fc.record({ do: fc.constant("ask" as const), query: heatQueries }) },
    { weight: 1, arbitrary: fc.constant({ do: "restart" as const }) },
  ),
  { minLength: 5, maxLength: 18, size: "max" },
);

const BY_HAND = {
  delete: "DELETE FROM incident WHERE territory_id = $1 AND id % 41 = $2",
  postpone:
    "UPDATE incident SET occurred_at = occurred_at + interval '1 day' WHERE territory_id = $1 AND id % 5 = $2 % 5",
} as const;

/** The town that steps are taken in, and the database that it is in. */
type Place = { database: TestDatabase; town: HeatTown };

/** Takes one step; gives the process that goes on from there. */
export async function takeHeatStep(
  { database, town }: Place,
  process: HeatProcess,
  step: HeatStep,
): Promise<HeatProcess> {
  const { db } = database;
  const { territoryId } = town;
  if (step.do === "ask") await town.demandEqual(process, step.query);
  else if (step.do === "import") await town.insert(step.records.map((record) => townIncident(record)));
  else if (step.do === "close") {
    const { rows } = await db.pool.query<{ id: string }>(
      "SELECT id FROM incident WHERE territory_id = $1 AND id % 41 = $2",
      [territoryId, step.nth],
    );
    for (const { id } of rows) await setIncidentStatus(db, { territoryId, id: Number(id), status: "closed" });
  } else if (step.do === "restart") {
    await process.stop();
    return openHeatProcess(database, { folder: process.folder });
  } else await db.pool.query(BY_HAND[step.do], [territoryId, step.nth]);
  return process;
}
