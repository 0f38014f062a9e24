import { randomBytes } from "node:crypto";
import type { Territory } from "@getu/domain";
import { createTestDatabase, townIncident, TOWN_TERRITORY } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inTransaction } from "../src/db.ts";
import {
  addPhoto,
  attachPhotos,
  countAddress,
  createTerritory,
  findPhoto,
  forgetAddresses,
  listPhotos,
  reportIncident,
  sweepPhotos,
} from "../src/index.ts";

let database: TestDatabase;
let territory: Territory;
let incidentId: number;

beforeAll(async () => {
  database = await createTestDatabase();
  territory = await createTerritory(database.db, TOWN_TERRITORY);
  const incident = await reportIncident(database.db, { territoryId: territory.id, record: townIncident() });
  incidentId = incident.id;
});
afterAll(() => database.drop());

async function newPhoto(kind: "near" | "far" = "near", uploadedBy: string | null = null): Promise<string> {
  const id = randomBytes(16).toString("hex");
  const sha256 = randomBytes(32).toString("hex");
  const facts = { id, kind, sha256, width: 10, height: 20, bytes: 300, uploadedBy };
  await addPhoto(database.db, { ...facts, territoryId: territory.id });
  return id;
}

const attach = (ids: readonly string[], territoryId = territory.id, sender?: string) =>
  inTransaction(database.db, (tx) => attachPhotos(tx, { territoryId, incidentId, ids, sender }));

/** Sweeps everything that is pending; `removed` collects whose files went. */
const sweepAll = (removed: string[]) =>
  sweepPhotos(database.db, {
    olderThanMs: -1000,
    async removeFiles(id) {
      removed.push(id);
    },
  });

test("a photo is seen only once a report has taken it, and no second report can take it", async () => {
  const [near, far] = [await newPhoto("near"), await newPhoto("far")];
  expect(await findPhoto(database.db, { territoryId: territory.id, id: near })).toBeNull();
  expect(await attach([near, far])).toEqual([]);
  const found = await findPhoto(database.db, { territoryId: territory.id, id: near });
  expect(found).toMatchObject({
    photo: { id: near, kind: "near", width: 10, height: 20, bytes: 300 },
  });
  const listed = await listPhotos(database.db, { territoryId: territory.id, incidentId });
  expect(new Set(listed.map(({ id }) => id))).toEqual(new Set([near, far])); // uploaded within one millisecond, perhaps
  expect(await attach([near])).toEqual([near]);
});

test("T35 a photo outside the grids that a caller was granted is not there", async () => {
  const id = await newPhoto();
  await attach([id]);
  const elsewhere = { territoryId: territory.id, within: [1] };
  expect(await findPhoto(database.db, { ...elsewhere, id })).toBeNull();
  expect(await listPhotos(database.db, { ...elsewhere, incidentId })).toEqual([]);
});

test("T35 what is not there, or of another territory, is named and nothing of it is taken", async () => {
  const unknown = "f".repeat(32);
  const other = await createTerritory(database.db, { ...TOWN_TERRITORY, code: "other" });
  const id = await newPhoto();
  expect(await attach([unknown])).toEqual([unknown]);
  expect(await attach([id], other.id)).toEqual([id]);
  expect(await findPhoto(database.db, { territoryId: other.id, id })).toBeNull();
});

test("T35 a photo that somebody of the office has sent is given away by them alone; one of nobody who is known by whoever knows its name", async () => {
  const [own, residents] = [await newPhoto("near", "leader-1"), await newPhoto()];
  for (const sender of [undefined, "person:leader-2", "leader-1", "person:leader-10"])
    expect(await attach([own], territory.id, sender), sender).toEqual([own]);
  expect(await findPhoto(database.db, { territoryId: territory.id, id: own })).toBeNull();
  expect(await attach([own, residents], territory.id, "person:leader-1")).toEqual([]);
});

test("T07 the sweeper takes what is pending and old, never what is attached or young", async () => {
  const [pending, taken] = [await newPhoto(), await newPhoto()];
  await attach([taken]);
  const young: string[] = [];
  await sweepPhotos(database.db, { olderThanMs: 60_000, removeFiles: async (id) => void young.push(id) });
  expect(young).toEqual([]);
  const removed: string[] = [];
  const { failed } = await sweepAll(removed);
  expect(failed).toBe(0);
  expect(removed).toContain(pending);
  expect(removed).not.toContain(taken);
  expect(await attach([pending])).toEqual([pending]);
  expect(await sweepAll([])).toEqual({ removed: 0, failed: 0 });
});

test("T07 a file that cannot be removed keeps its row, and the next sweep removes both", async () => {
  const id = await newPhoto();
  const removeFiles = () => Promise.reject(new Error("made to fail"));
  expect(await sweepPhotos(database.db, { olderThanMs: -1000, removeFiles })).toEqual({
    removed: 0,
    failed: 1,
  });
  const removed: string[] = [];
  expect(await sweepAll(removed)).toEqual({ removed: 1, failed: 0 });
  expect(removed).toEqual([id]);
});

test("T07 a report that takes a photo while it is swept either has it with its file or is told that it is gone", async () => {
  for (let round = 0; round < 20; round += 1) {
    const id = await newPhoto();
    const removed: string[] = [];
    const [missing] = await Promise.all([attach([id]), sweepAll(removed)]);
    const isAttached = (await findPhoto(database.db, { territoryId: territory.id, id })) !== null;
    expect([missing.length === 0, !removed.includes(id)]).toEqual([isAttached, isAttached]);
  }
});

test("T33 an address may do a thing so often in a window, whoever counts, and other addresses are not touched", async () => {
  const limit = { action: "test", most: 5, windowSeconds: 3600 };
  const answers = await Promise.all(
    Array.from({ length: 12 }, () => countAddress(database.db, limit, "192.0.2.1")),
  );
  expect(answers.filter((seconds) => seconds === null)).toHaveLength(5);
  for (const seconds of answers) expect(seconds ?? 1).toBeGreaterThan(0);
  for (const seconds of answers) expect(seconds ?? 1).toBeLessThanOrEqual(3600);
  expect(await countAddress(database.db, limit, "192.0.2.2")).toBeNull();
  expect(await countAddress(database.db, { ...limit, action: "other" }, "192.0.2.1")).toBeNull();
});

test("addresses are forgotten when their window is over, not before", async () => {
  const limit = { action: "forget", most: 1, windowSeconds: 3600 };
  await countAddress(database.db, limit, "192.0.2.3");
  await forgetAddresses(database.db, { olderThanSeconds: 7200 });
  expect(await countAddress(database.db, limit, "192.0.2.3")).not.toBeNull();
  await forgetAddresses(database.db, { olderThanSeconds: -1 });
  const { rows } = await database.db.pool.query("SELECT FROM address_count");
  expect(rows).toHaveLength(0);
});
