import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createPhotoStore, photoNames } from "@getu/photos";
import { createTerritory, listAudit, reportIncident } from "@getu/store";
import { createTestDatabase, TOWN_TERRITORY, townIncident } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { getu } from "./getu.ts";

let database: TestDatabase;
let home: string;
const incidents: number[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  home = mkdtempSync(join(tmpdir(), "getu-retain-"));
  const { db } = database;
  const { id: territoryId } = await createTerritory(db, TOWN_TERRITORY);
  const photos = await createPhotoStore({ kind: "folder", folder: join(home, "photos") });
  for (const closedAt of ["2020-05-02T00:00:00.000Z", "2020-05-03T00:00:00.000Z"]) {
    const record = townIncident({
      status: "closed",
      closedAt,
      occurredAt: "2020-05-01T00:00:00.000Z",
      reportedAt: "2020-05-01T00:00:00.000Z",
      dueAt: null,
    });
    const { id } = await reportIncident(db, { territoryId, record });
    const photoId = String(id).padStart(32, "0");
    for (const name of Object.values(photoNames(photoId))) await photos.put(name, Buffer.from("picture"));
    await db.pool.query(
      `INSERT INTO incident_photo (territory_id, id, incident_id, kind, state, sha256, width, height, bytes)
       VALUES ($1, $2, $3, 'near', 'attached', repeat('0', 64), 1, 1, 1)`,
      [territoryId, photoId, id],
    );
    await db.pool.query(
      "INSERT INTO reporter_contact VALUES ($1, $2, 'made up', clock_timestamp() + interval '9 days')",
      [territoryId, id],
    );
    incidents.push(id);
  }
});
afterAll(async () => {
  await database.drop();
  rmSync(home, { recursive: true });
});

const call = (...words: string[]) => getu(words, { GETU_HOME: home, DATABASE_URL: database.url });
const counted = async (...words: string[]) =>
  JSON.parse((await call("retain", "--json", ...words)).stdout) as object;
const files = () =>
  readdirSync(join(home, "photos"), { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".jpg"),
  );

test("T48 getu retain says first what it would take, takes it with its files, keeps what is held, and leaves a row each time", async () => {
  const held = String(incidents[1]);
  const hold = ["--territory", "made-up-town", "--incident", held, "--reason", "仲裁用"];
  expect(await call("hold", "set", ...hold)).toMatchObject({ code: 0 });
  expect(await counted("--dry-run")).toMatchObject({ contacts: 1, photos: 1, isDryRun: true });
  expect(files()).toHaveLength(4);
  expect(await counted()).toMatchObject({ contacts: 1, photos: 1, uploads: 0, isDryRun: false });
  expect(files().every((name) => name.includes(held.padStart(32, "0")))).toBe(true);
  expect(files()).toHaveLength(2);
  expect(await counted()).toMatchObject({ contacts: 0, photos: 0 });
  expect(await call("hold", "lift", ...hold)).toMatchObject({ code: 0 });
  expect(await call("hold", "lift", ...hold)).toMatchObject({
    code: 1,
    stderr: `getu: incident ${held} is not held\n`,
  });
  expect(await call("hold", "lift", "--territory", "elsewhere", ...hold.slice(2))).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('there is no territory "elsewhere" (there are: made-up-town)'),
  });
  expect(await counted()).toMatchObject({ contacts: 1, photos: 1 });
  expect(files()).toEqual([]);
  const log = await listAudit(database.db, { territoryIds: null, limit: 10 });
  expect(log.map(({ action, facts, reason }) => [action, facts["mode"], facts["photos"], reason])).toEqual([
    ["retention", "run", 1, null],
    ["hold.lifted", undefined, undefined, "仲裁用"],
    ["retention", "run", 0, null],
    ["retention", "run", 1, null],
    ["retention", "dry run", 1, null],
    ["hold.set", undefined, undefined, "仲裁用"],
  ]);
}, 120_000);
