import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { openSource, SourceError } from "@getu/sources";
import * as store from "@getu/store";
import { createTestDatabase } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { importGridFile } from "../src/commands/import-grids.ts";

const shared =
  process.env["GETU_FIXTURES"] ??
  resolve(fileURLToPath(new URL("../../..", import.meta.url)), "../shared/data");
const dirty = join(shared, "dirty");
const all = existsSync(dirty)
  ? [
      ...readdirSync(join(dirty, "turf")).map((name) => `turf/${name}`),
      ...readdirSync(join(dirty, "polygon-clipping-cases")).map(
        (name) => `polygon-clipping-cases/${name}/args.geojson`,
      ),
      "county_87.geojson",
      "jurisdiction_2757.geojson",
    ]
  : [];

/** Every push takes each fifth file, every night all of them. */
const files = inject("gate") === "night" ? all : all.filter((_, at) => at % 5 === 0);

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** What the database holds of a territory; null = there is no such territory. */
async function contentOf(code: string) {
  const territory = await store.findTerritory(database.db, { code });
  if (!territory) return null;
  const territoryId = territory.id;
  const [grids, areas] = await Promise.all([
    store.listGrids(database.db, { territoryId }),
    store.listGridAreas(database.db, { territoryId }),
  ]);
  return { grids: grids.length, areas: areas.length, version: territory.version };
}

describe.skipIf(files.length === 0)("getu import grids on dirty files (needs ../shared/data)", () => {
  test("each file is answered, and what is written is whole or nothing", async () => {
    expect(all).toHaveLength(202);
    const answers = { imported: 0, refused: 0, rejects: 0, grids: 0 };
    for (const [at, name] of files.entries()) {
      const code = `dirty-${at}`;
      const file = join(dirty, name);
      const args = {
        file,
        territory: code,
        create: true,
        tier: "lane",
        tiers: "lane",
        id: "@row",
        "time-zone": "UTC",
      };
      const session = { source: await openSource(file), crs: "wgs84" as const, store, db: database.db };
      const answer = await importGridFile(session, args).catch((error: unknown) => error);
      const content = await contentOf(code);
      if (answer instanceof Error) {
        expect(answer, name).toBeInstanceOf(SourceError);
        expect(answer.message, name).toMatch(
          /^.*: none of \d+ features can be a grid \(.+\)(; name the id with --id; the fields are: .*)?$/,
        );
        expect(content, name).toBeNull();
        answers.refused += 1;
        continue;
      }
      const { rows, result } = answer as Awaited<ReturnType<typeof importGridFile>>;
      expect(result.inserted + result.rejects.length, name).toBe(rows);
      expect(content, name).toEqual({ grids: result.inserted, areas: result.inserted, version: 1 });
      answers.imported += 1;
      answers.rejects += result.rejects.length;
      answers.grids += result.inserted;
    }
    process.stdout.write(`dirty files through import grids: ${JSON.stringify(answers)}\n`);
  }, 240_000);
});
