import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSource } from "@getu/sources";
import * as store from "@getu/store";
import type { Db } from "@getu/store";
import { createTestDatabase } from "@getu/store/testing";
import { expect } from "vitest";
import { importGridFile } from "../src/commands/import-grids.ts";
import { getu, lastObject } from "./getu.ts";
import type { CommandOutcome } from "./getu.ts";

/** A database that files are imported into by the command, as a user types it. */
export type ImportTrial = {
  db: Db;
  /** Writes a file of the trial; gives its path. */
  write: (name: string, content: string) => string;
  /** The path of a file of the trial, whether it is there or not. */
  pathOf(name: string): string;
  run(...args: string[]): Promise<CommandOutcome>;
  /** Runs an import that must succeed and returns its object. */
  imported(...args: string[]): Promise<Record<string, unknown>>;
  territoryId(code: string): Promise<number>;
  close(): Promise<void>;
};

/** Opens a trial without a territory. */
export async function openImportTrial(): Promise<ImportTrial> {
  const folder = mkdtempSync(join(tmpdir(), "getu-import-"));
  const database = await createTestDatabase();
  const { db, url } = database;
  const pathOf = (name: string) => join(folder, name);
  const run = (...args: string[]) => getu(["import", ...args], { DATABASE_URL: url });
  return {
    db,
    pathOf,
    run,
    write(name, content) {
      writeFileSync(pathOf(name), content);
      return pathOf(name);
    },
    async imported(...args) {
      const outcome = await run(...args, "--json");
      expect(outcome).toMatchObject({ code: 0 });
      return lastObject(outcome);
    },
    territoryId: async (code) =>
      (await store.findTerritory(db, { code }))?.id ?? expect.unreachable(`no territory ${code}`),
    async close() {
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A feature that is the rectangle from south-west to north-east. */
export const box = (
  properties: object,
  [west, south, east, north]: readonly [number, number, number, number],
): object => ({
  type: "Feature",
  properties,
  geometry: {
    type: "Polygon",
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  },
});

/** A GeoJSON file. */
export const features = (...list: readonly object[]): string =>
  JSON.stringify({ type: "FeatureCollection", features: list });

/** Made up: two communities side by side in one street. */
export const COMMUNITIES = features(
  box({ NO: 1, TITLE: "东社区" }, [118.7, 32, 118.72, 32.02]),
  box({ NO: 2, TITLE: "西社区" }, [118.72, 32, 118.74, 32.02]),
);

/** Two lanes of each community; "3" lies across both. */
export const LANES = features(
  box({ NO: 1, UP: "01" }, [118.7, 32, 118.71, 32.02]),
  box({ NO: 2, UP: "01" }, [118.71, 32, 118.718, 32.02]),
  box({ NO: 3, UP: "02" }, [118.718, 32, 118.73, 32.02]),
  box({ NO: 4, UP: "02" }, [118.73, 32, 118.74, 32.02]),
);

/** How a file of the street is told where it belongs. */
export const STREET = ["--territory", "street", "--id", "NO"];

const TIERS = "community:社区/Community,lane:小巷/Lane";

/** What makes a territory of these tiers with the first file. */
export const CREATE = ["--create", "--name-zh", "测试街道", "--tiers", TIERS];

/** Imports the street's two tiers, for tests that are about something else. */
export async function foundStreet({ db, write }: ImportTrial): Promise<void> {
  const common = { territory: "street", id: "NO", "time-zone": "Asia/Shanghai" };
  const files = [
    { file: write("communities.geojson", COMMUNITIES), tier: "community", create: true, tiers: TIERS },
    { file: write("lanes.geojson", LANES), tier: "lane" },
  ];
  for (const given of files) {
    const session = { source: await openSource(given.file), crs: "wgs84" as const, store, db };
    await importGridFile(session, { ...common, ...given });
  }
}
