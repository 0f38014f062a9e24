import { LIKE_FROM, LIKE_WITHIN_METRES, likenessOf } from "@getu/domain";
import type { Matter } from "@getu/domain";
import { createTestDatabase, foundTown, RULEBOOK, townPosition } from "@getu/store/testing";
import type { FoundedTown, TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { importIncidents, listGridIds, listIncidents, listLikelyDuplicates } from "../src/index.ts";
import { createIncidents } from "./made-up-incidents.ts";
import { createRandom } from "./random.ts";

const NOW = new Date("2026-11-20T08:00:00.000Z");
const { catalogue } = RULEBOOK;
let database: TestDatabase;
let territoryId: number;
let idOf: FoundedTown["idOf"];

beforeAll(async () => {
  database = await createTestDatabase();
  ({ territoryId, idOf } = await foundTown(database.db));
  const records = createIncidents(1000, { seed: 4, now: NOW });
  await importIncidents(database.db, { territoryId, records, file: "town" });
});
afterAll(() => database.drop());

const random = createRandom(311);
const matters: Matter[] = Array.from({ length: 40 }, (_, i) => ({
  category: i % 3 === 0 ? "waste" : "noise",
  position: townPosition(random() * 10 - 1, random() * 6 - 1),
  occurredAt: new Date(NOW.getTime() - random() * 100 * 3_600_000).toISOString(),
}));

/** Every incident there is, compared in turn. */
async function listByHand(matter: Matter, known: ReadonlySet<number> | null) {
  const all = await listIncidents(database.db, { territoryId, limit: 2000 });
  return all
    .filter(({ gridCurrent }) => known === null || known.has(gridCurrent ?? 0))
    .map((incident) => ({
      id: incident.id,
      rank: incident.status === "closed" ? 0 : 1000,
      likeness: likenessOf(matter, incident, catalogue),
    }))
    .filter(({ likeness }) => likeness.points >= LIKE_FROM && likeness.place.metres <= LIKE_WITHIN_METRES)
    .toSorted((a, b) => b.rank + b.likeness.points - (a.rank + a.likeness.points) || b.id - a.id)
    .map(({ id, likeness }) => ({ id, likeness }));
}

test("likely duplicates are those that comparing every incident finds, also outside every grid, in the same order", async () => {
  let some = 0;
  for (const matter of matters) {
    const question = { territoryId, matter, catalogue, limit: 2000 };
    const found = await listLikelyDuplicates(database.db, question);
    const expected = await listByHand(matter, null);
    expect(found.map(({ incident, likeness }) => ({ id: incident.id, likeness }))).toEqual(expected);
    some += Number(found.length > 0);
  }
  expect(some).toBeGreaterThan(20);
});

test("T35 likely duplicates outside the scope are not there", async () => {
  const within = [idOf("compound-1-0")];
  const known = new Set(await listGridIds(database.db, { territoryId, within }));
  for (const matter of matters) {
    const question = { territoryId, within, matter, catalogue, limit: 2000 };
    const found = await listLikelyDuplicates(database.db, question);
    const expected = await listByHand(matter, known);
    expect(found.map(({ incident }) => incident.id)).toEqual(expected.map(({ id }) => id));
  }
});
