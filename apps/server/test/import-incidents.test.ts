import { listCodeAgreements, listIncidents } from "@getu/store";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lastObject } from "./getu.ts";
import { foundStreet, openImportTrial } from "./import-street.ts";
import type { ImportTrial } from "./import-street.ts";

let trial: ImportTrial;

beforeAll(async () => {
  trial = await openImportTrial();
  await foundStreet(trial);
});
afterAll(() => trial.close());

const REPORTS = `id,what,day,state,lng,lat
1,BIN,7/19/2017 13:45,OPEN,118.705,32.01
2,"BIN, again",7/20/2017 0:05,DONE,118.7099999,32.01
3,WAR,7/20/2017 0:05,OPEN,118.705,32.01
4,BIN,20.7.2017,OPEN,118.705,32.01
5,BIN,,OPEN,118.705,32.01
6,BIN,7/21/2017 9:00,LOST,118.705,32.01
7,BIN,7/21/2017 9:00,OPEN,119.705,32.01
`;

describe("getu import incidents", () => {
  const fields = ["--id", "id", "--category-field", "what", "--occurred", "day", "--date-format", "us"];
  const states = ["--status", "state", "--status-map", "OPEN=assigned,DONE=closed"];
  const reportArgs = ["--territory", "street", ...fields, ...states];
  const categories = () =>
    trial.write(
      "map.json",
      '{"BIN":{"category":"overflowing-bin","condition":"repeated"},"BIN, again":"overflowing-bin"}',
    );

  test("incidents take category, state and local time from maps; what has none of these is rejected", async () => {
    const file = trial.write("reports.csv", REPORTS);
    const args = [...reportArgs, "--category-map", categories()];
    expect(await trial.imported("incidents", file, ...args)).toMatchObject({
      rows: 7,
      inserted: 3,
      rejected: { "unknown-category": 1, "bad-time": 1, "no-time": 1, "unknown-status": 1 },
      placed: { inside: 2, outside: 1, inTwo: 0, nearBorder: 1 },
    });
    expect(await trial.imported("incidents", file, ...args)).toMatchObject({ inserted: 0, unchanged: 3 });
    const territoryId = await trial.territoryId("street");
    const incidents = await listIncidents(trial.db, { territoryId, limit: 10 });
    const first = incidents.find(({ externalId }) => externalId === "1");
    expect(first).toMatchObject({
      severity: "major",
      status: "assigned",
      occurredAt: "2017-07-19T05:45:00.000Z",
    });
    expect(incidents.find(({ externalId }) => externalId === "7")?.gridAtOccurrence).toBeNull();
  });

  test("own codes of incidents are held against the grids of every tier, and those of another date are warned of", async () => {
    const lines = [
      ...Array.from({ length: 25 }, (_, i) => `far-${i},4,118.705,32.01`), // lane 4 is a kilometre away
      ...Array.from({ length: 5 }, (_, i) => `near-${i},1,118.714,32.01`), // in community 1, beside lane 1
      "none,9,118.705,32.01",
    ];
    const file = trial.write(
      "coded.csv",
      `id,own,lng,lat,day\n${lines.map((line) => `${line},2026-05-01`).join("\n")}\n`,
    );
    const args = [
      "--territory",
      "street",
      "--id",
      "id",
      "--category",
      "overflowing-bin",
      "--occurred",
      "day",
    ];
    const outcome = await trial.run("incidents", file, ...args, "--compare", "own", "--dry-run", "--json");
    expect(lastObject(outcome)["compared"]).toEqual({ known: 30, equal: 5, different: 25, within30m: 0 });
    expect(outcome.stderr).toMatch(
      /warning: only 0 of 25 disagreements lie within 30 m .+ boundaries of another date/,
    );
    expect(outcome.stderr).toMatch(/^ {2}own code known +30$/m);
    const silent = lastObject(await trial.run("incidents", file, ...args, "--dry-run", "--json"));
    expect(silent).not.toHaveProperty("compared");
    const key = { territoryId: await trial.territoryId("street") };
    expect(await listCodeAgreements(trial.db, key)).toEqual([]); // a dry run keeps nothing
    await trial.imported("incidents", file, ...args, "--compare", "own");
    const [kept, ...others] = await listCodeAgreements(trial.db, key);
    expect(kept).toMatchObject({ kind: "incidents", version: 2, known: 30, different: 25, within30m: 0 });
    expect(others).toEqual([]);
  });
});
