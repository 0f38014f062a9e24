import { fileReport } from "@getu/store";
import { foundTown, RULEBOOK, townPosition, townReport } from "@getu/store/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { forgetAddress, makeAccount, openBrowser, PASSWORD, signIn } from "./browser-session.ts";
import { startTestServer } from "./test-server.ts";
import type { TestServer } from "./test-server.ts";

let server: TestServer;
let territoryId: number;
let foreignId: number;

beforeAll(async () => {
  server = await startTestServer({ openReading: "none" });
  const { db } = server;
  const town = await foundTown(db, { demo: false });
  ({ territoryId } = town);
  const gridId = town.idOf("community-0");
  await makeAccount(server, { username: "here", role: "secretary", territoryId, gridId });
  await makeAccount(server, { username: "victim", role: "administrator" });
  const filed = await fileReport(db, {
    territoryId,
    report: townReport({ externalId: "theirs", position: townPosition(5.5, 1.5) }),
    actor: { id: "resident", role: "system", gridPath: "" },
    rulebook: RULEBOOK,
    idempotencyKey: "theirs",
  });
  foreignId = "incident" in filed ? filed.incident.id : 0;
});
afterAll(() => server.stop());

/** A quarter of the calls are quicker than that; what else the machine does makes the slow half, not this. */
const lowerQuartile = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 4)]!; // not empty

/** The quartiles of two things done in turn, so that whatever else the machine does meets both. */
async function quartilesOf(
  times: number,
  [one, other]: readonly (() => Promise<unknown>)[],
): Promise<number> {
  const took: [number[], number[]] = [[], []];
  for (let i = 0; i < times; i += 1)
    for (const [side, act] of i % 2 === 0
      ? ([
          [0, one!],
          [1, other!],
        ] as const)
      : ([
          [1, other!],
          [0, one!],
        ] as const)) {
      const begun = performance.now();
      await act();
      took[side].push(performance.now() - begun);
    }
  return lowerQuartile(took[0]) / lowerQuartile(took[1]);
}

/** How far the quartiles lie apart at the best of three tries: what a caller could tell lies apart at each. */
async function differenceOf(times: number, sides: readonly (() => Promise<unknown>)[]): Promise<number> {
  const ratios: number[] = [];
  for (let i = 0; i < 3; i += 1) ratios.push(await quartilesOf(times, sides));
  console.log(
    `lower quartiles of both sides, one by the other: ${ratios.map((ratio) => ratio.toFixed(3)).join(", ")}`,
  );
  return Math.min(...ratios.map((ratio) => Math.abs(ratio - 1)));
}

test("T40 of 10,000 guesses at one name five are looked at before it waits, whatever address they claim", async () => {
  const statuses = new Map<number, number>();
  const begun = Date.now();
  const guess = async (i: number): Promise<void> => {
    const headers = { "x-forwarded-for": `10.${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255}` };
    // The right one among them from the hundredth on, as long as the first wait lasts: who waits is not told.
    const isRight = i % 100 === 99 && Date.now() - begun < 100_000;
    const password = isRight ? PASSWORD : `wrong password ${i}`;
    const answer = await openBrowser(server).post(
      "/auth/sign-in/username",
      { username: "victim", password },
      headers,
    );
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
    await answer.body?.cancel();
  };
  for (let i = 0; i < 10_000; i += 10) await Promise.all(Array.from({ length: 10 }, (_, k) => guess(i + k)));
  const waits = Math.floor((Date.now() - begun) / 120_000) + 1;
  console.log(`guesses by status: ${JSON.stringify([...statuses])}, within ${waits} waits`);
  expect(statuses.get(200)).toBeUndefined();
  expect(statuses.get(401)).toBeLessThanOrEqual(waits * 5);
});

test("T40 a wrong password takes as long for a name without an account as for one with", async () => {
  const attempt = (username: string) => async (): Promise<void> => {
    await server.db.pool.query("DELETE FROM address_count; DELETE FROM sign_in_lock");
    const body = { username, password: "wrong password" };
    expect((await openBrowser(server).post("/auth/sign-in/username", body)).status).toBe(401);
  };
  expect(await differenceOf(25, [attempt("victim"), attempt("nobody_at_all")])).toBeLessThan(0.1);
});

test.each([
  { procedure: "incident.get", field: "id" },
  { procedure: "incident.history", field: "id" },
  { procedure: "incident.explainDeadline", field: "id" },
  { procedure: "photo.list", field: "incidentId" },
  { procedure: "contact.masked", field: "incidentId" },
])(
  "T35 $procedure takes as long for an incident of another subtree as for one that is not there",
  async ({ procedure, field }) => {
    await forgetAddress(server);
    const caller = await signIn(server, "here");
    const ask = (id: number) => async (): Promise<void> => {
      expect(await caller.ask(procedure, { territoryId, [field]: id })).toBe("INCIDENT_NOT_FOUND");
    };
    expect(await differenceOf(200, [ask(foreignId), ask(987_654)])).toBeLessThan(0.1);
  },
);
