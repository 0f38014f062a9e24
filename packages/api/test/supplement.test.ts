import { randomBytes } from "node:crypto";
import type { Role, Territory } from "@getu/domain";
import { addPhoto, listPhotos } from "@getu/store";
import { createTestDatabase, foundTown, townPosition, townReport } from "@getu/store/testing";
import type { FoundedTown, TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { failureOfCall, testCaller } from "./test-caller.ts";

let database: TestDatabase;
let territory: Territory;
let pathOf: FoundedTown["pathOf"];

beforeAll(async () => {
  database = await createTestDatabase();
  ({ territory, pathOf } = await foundTown(database.db));
});
afterAll(() => database.drop());

const newKey = () => randomBytes(16).toString("hex");
const as = (role: Role, grid: string) =>
  testCaller(database.db, {
    caller: { kind: "person", id: `${role} ${grid}` },
    grants: [{ role, territoryId: territory.id, gridPath: pathOf(grid) }],
  });
type Command = Omit<
  Parameters<ReturnType<typeof as>["incident"]["act"]>[0],
  "territoryId" | "idempotencyKey"
>;
const act = (who: ReturnType<typeof as>, command: Command) =>
  who.incident.act({ territoryId: territory.id, idempotencyKey: newKey(), ...command });
const look = (who: ReturnType<typeof as>, id: number) =>
  who.incident.history({ territoryId: territory.id, id });

const report = async (): Promise<number> => {
  const { id } = await as("dispatcher", "").incident.report({
    territoryId: territory.id,
    idempotencyKey: newKey(),
    report: townReport({ position: townPosition(0.5, 0.5) }),
  });
  return id;
};

async function newPhoto(): Promise<string> {
  const facts = { kind: "near" as const, sha256: randomBytes(32).toString("hex"), uploadedBy: null };
  const id = newKey();
  await addPhoto(database.db, {
    territoryId: territory.id,
    id,
    ...facts,
    width: 10,
    height: 20,
    bytes: 300,
  });
  return id;
}

describe("somebody who comes upon the same thing once more", () => {
  test("adds their words to it, with their photo, and changes neither owner, status nor deadline", async () => {
    const id = await report();
    const leader = as("leader", "lane-0-0");
    const before = await look(leader, id);
    const photoId = await newPhoto();
    await act(leader, { id, action: "supplement", text: "again", photoIds: [photoId] });
    const { incident, state, steps } = await look(leader, id);
    expect([incident.status, incident.dueAt]).toEqual([before.incident.status, before.incident.dueAt]);
    expect(state).toEqual(before.state);
    expect(steps.at(-1)).toMatchObject({ action: "supplement", text: "again", clock: "none" });
    const photos = await listPhotos(database.db, { territoryId: territory.id, incidentId: id });
    expect(photos.map((photo) => photo.id)).toEqual([photoId]);
  });

  test("is not turned away because the work went on meanwhile, as a decision would be", async () => {
    const id = await report();
    const leader = as("leader", "lane-0-0");
    const supplement = { id, action: "supplement", text: "again", seenSteps: 1 } as const;
    expect(await failureOfCall(act(leader, supplement))).toBeNull();
    const accept = { id, action: "accept", seenSteps: 1 } as const;
    expect((await failureOfCall(act(leader, accept)))?.code).toBe("INCIDENT_CHANGED_MEANWHILE");
  });

  test("does so in their own grid alone, while it is open, and with words", async () => {
    const id = await report();
    const codeOf = async (who: ReturnType<typeof as>, text?: string) =>
      (await failureOfCall(act(who, { id, action: "supplement", text })))?.code;
    expect(await codeOf(as("leader", "lane-5-0"), "again")).toBe("INCIDENT_NOT_FOUND");
    expect(await codeOf(as("leader", "lane-0-0"))).toBe("ACTION_INCOMPLETE");
    await act(as("dispatcher", ""), { id, action: "accept" });
    await act(as("dispatcher", ""), { id, action: "feed-back", text: "mended" });
    await act(as("dispatcher", ""), { id, action: "verify" });
    expect(await codeOf(as("leader", "lane-0-0"), "again")).toBeUndefined();
    await act(as("dispatcher", ""), { id, action: "close", text: "told" });
    expect(await codeOf(as("leader", "lane-0-0"), "again")).toBe("ACTION_NOT_POSSIBLE");
  });

  test("does not keep what is suspended from going on as it was", async () => {
    const id = await report();
    const dispatcher = as("dispatcher", "");
    await act(as("leader", "lane-0-0"), { id, action: "accept" });
    const until = new Date(Date.now() + 86_400_000).toISOString();
    await act(dispatcher, { id, action: "suspend", reason: "parts", until });
    await act(as("leader", "lane-0-0"), { id, action: "supplement", text: "again" });
    expect((await act(dispatcher, { id, action: "resume" })).status).toBe("accepted");
  });
});
