import type { Actor, Grant, Role, Territory } from "@getu/domain";
import { insertPerson, inTransaction } from "@getu/store";
import { createTestDatabase, foundTown, townPosition, townReport } from "@getu/store/testing";
import type { FoundedTown, TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { failureOfCall, testCaller } from "./test-caller.ts";

let database: TestDatabase;
let territory: Territory;
let pathOf: FoundedTown["pathOf"];
let keys = 0;
const key = () => `key-${++keys}`;

beforeAll(async () => {
  database = await createTestDatabase();
  ({ territory, pathOf } = await foundTown(database.db));
});
afterAll(() => database.drop());

const as = (...grants: readonly (readonly [Role, string])[]) =>
  testCaller(database.db, {
    caller: { kind: "person", id: "7" },
    grants: grants.map(([role, grid]): Grant => ({
      role,
      territoryId: territory.id,
      gridPath: pathOf(grid),
    })),
  });
const dispatcher = () => as(["dispatcher", ""]);

const file = async (x = 0.5, y = 0.5) =>
  dispatcher().incident.report({
    territoryId: territory.id,
    idempotencyKey: key(),
    report: townReport({ position: townPosition(x, y) }),
  });
const act = (
  caller: ReturnType<typeof as>,
  id: number,
  command: { action: Actor["id"] } & Record<string, unknown>,
) =>
  caller.incident.act({ territoryId: territory.id, id, idempotencyKey: key(), ...command } as Parameters<
    typeof caller.incident.act
  >[0]);
const history = (caller: ReturnType<typeof as>, id: number) =>
  caller.incident.history({ territoryId: territory.id, id });

describe("the loop over the API", () => {
  test("goes round between a dispatcher, a leader and a secretary, and says what each may do next", async () => {
    const { id } = await file();
    const leader = as(["leader", "lane-0-0"]);
    const secretary = as(["secretary", "compound-0-0"]);
    expect((await history(leader, id)).actions).toEqual(["accept", "return", "supplement"]);
    await act(leader, id, { action: "accept" });
    await act(leader, id, { action: "feed-back", text: "mended" });
    expect((await history(leader, id)).actions).toEqual(["supplement"]);
    expect((await history(secretary, id)).actions).toEqual(["verify", "return", "supplement"]);
    await act(secretary, id, { action: "verify" });
    expect(await act(secretary, id, { action: "close", text: "told the reporter" })).toMatchObject({
      status: "closed",
    });
    const { steps } = await history(secretary, id);
    expect(steps.map(({ actor }) => actor.id)).toEqual(Array.from({ length: 7 }, () => "person:7"));
  });

  test("whoever has several roles acts by the first that the action is open to", async () => {
    const { id } = await file();
    const both = as(["leader", "lane-7-3"], ["leader", "lane-0-0"]);
    expect(await act(both, id, { action: "accept" })).toMatchObject({ status: "accepted" });
    expect((await history(both, id)).steps.at(-1)!.actor.gridPath).toBe(pathOf("lane-0-0"));
  });

  test("T35 an incident of a foreign grid is answered as one that is not there, to read and to act", async () => {
    const { id } = await file();
    const neighbour = as(["leader", "lane-1-0"]);
    const nowhere = id + 100_000;
    for (const asked of [id, nowhere]) {
      const calls = [
        history(neighbour, asked),
        act(neighbour, asked, { action: "accept" }),
        neighbour.incident.explainDeadline({ territoryId: territory.id, id: asked }),
        neighbour.incident.get({ territoryId: territory.id, id: asked }),
      ];
      for (const failure of await Promise.all(calls.map(failureOfCall)))
        expect(failure).toEqual({
          code: "INCIDENT_NOT_FOUND",
          territoryId: territory.id,
          incidentId: asked,
        });
    }
  });

  test("whoever is asked for an incident of another grid finds it, and the names of the grids that its history speaks of", async () => {
    const { id } = await file();
    await act(as(["leader", "lane-0-0"]), id, { action: "accept" });
    const assignee = { level: 3, gridPath: pathOf("lane-7-3") };
    await act(as(["leader", "lane-0-0"]), id, { action: "transfer", reason: "your side", assignee });
    const called = as(["leader", "lane-7-3"]);
    expect(await called.incident.get({ territoryId: territory.id, id })).toMatchObject({ id });
    const { grids, incident } = await history(called, id);
    const spoken = [...pathOf("lane-0-0").split("/"), ...assignee.gridPath.split("/")].map(Number);
    const { neighbourGridId } = incident;
    expect(new Set(grids.map((grid) => grid.id))).toEqual(new Set([...spoken, neighbourGridId!])); // a lane has neighbours
    expect(grids.find((grid) => grid.id === incident.gridCurrent)?.name).toBe("Made-up lane-0-0");
    const ownGrids = await called.grid.list({ territoryId: territory.id });
    expect(ownGrids.map(({ externalId }) => externalId)).toEqual(["lane-7-3"]);
  });

  test("a history names the people who acted, so that they can be asked", async () => {
    const { id } = await file();
    const name = "李小满（示范）";
    const account = { username: "li", name, passwordHash: null, isMadeUp: true };
    const personId = (await inTransaction(database.db, (tx) => insertPerson(tx, account)))!; // the name is free
    const leader = testCaller(database.db, {
      caller: { kind: "person", id: personId },
      grants: [{ role: "leader", territoryId: territory.id, gridPath: pathOf("lane-0-0") }],
    });
    await act(leader, id, { action: "accept" });
    const { people, steps } = await history(dispatcher(), id);
    expect(people).toEqual({ [`person:${personId}`]: name });
    expect(people[steps.at(-1)!.actor.id]).toBe(name); // a history has steps
  });

  test("what cannot be done is said by a code with its facts", async () => {
    const { id } = await file();
    const refusal = async (command: Parameters<typeof act>[2]) =>
      failureOfCall(act(dispatcher(), id, command));
    expect(await refusal({ action: "verify" })).toMatchObject({
      code: "ACTION_NOT_POSSIBLE",
      because: "state",
    });
    expect(await refusal({ action: "return" })).toEqual({
      code: "ACTION_INCOMPLETE",
      action: "return",
      needs: ["reason"],
    });
    expect(await refusal({ action: "escalate" })).toMatchObject({
      code: "ACTION_NOT_YOURS",
      because: "role",
    });
    const nobody = { level: 3, gridPath: "1/2/999999" };
    expect(await refusal({ action: "transfer", reason: "why", assignee: nobody })).toMatchObject({
      because: "assignee-unknown",
    });
    expect(
      await failureOfCall(
        dispatcher().incident.report({
          territoryId: territory.id,
          idempotencyKey: key(),
          report: townReport({ category: "dragons" }),
        }),
      ),
    ).toEqual({ code: "CATEGORY_UNKNOWN", category: "dragons", condition: "default" });
  });

  test("the deadline is explained to everybody who may see the incident, a wall too", async () => {
    const { id, reportedAt, dueAt } = await file();
    const wall = as(["device", "community-0"]);
    expect(await wall.incident.explainDeadline({ territoryId: territory.id, id })).toMatchObject({
      startedAt: reportedAt,
      dueAt,
      rule: { amount: 1, unit: "calendar-day" },
    });
  });

  test("T32 nothing but what the action needs can be sent along", async () => {
    const { id } = await file();
    for (const extra of ["status", "owner", "actor", "now", "dueAt", "role"])
      expect(await failureOfCall(act(dispatcher(), id, { action: "accept", [extra]: "x" }))).toMatchObject({
        code: "INPUT_INVALID",
      });
  });

  test("the words of the deployment and its chain of five levels are there for every screen", async () => {
    const { words, chain } = await as(["viewer", ""]).catalogue.loop({ territoryId: territory.id });
    expect(words.stages).toHaveLength(6);
    expect(chain.levels.map(({ name }) => name.zh)).toEqual([
      "街道党工委",
      "社区党组织",
      "小区为民服务党支部",
      "楼栋党小组",
      "党员中心户",
    ]);
  });
});
