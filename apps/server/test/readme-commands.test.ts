import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { listIncidents } from "@getu/store";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PROJECT_FOLDER } from "../src/paths.ts";
import { box, features, openImportTrial } from "./import-street.ts";
import type { ImportTrial } from "./import-street.ts";

const run = promisify(execFile);

/** The README's blocks of commands over one's own files, as a reader would paste them. */
const BLOCKS = [...readFileSync(join(PROJECT_FOLDER, "README.md"), "utf8").matchAll(/^```sh\n([^`]*)^```$/gm)]
  .map(([, commands]) => commands!) // a block has lines
  .filter((commands) => commands.includes("npx getu"));

/** Stands in for npx, which would look for the command in the folder that the block runs in. */
const NPX = `npx() { shift; "${process.execPath}" "${PROJECT_FOLDER}/apps/server/src/cli.ts" "$@"; }`;

let trial: ImportTrial;

beforeAll(async () => {
  trial = await openImportTrial();
  const communities = features(
    box({ CODE: "A", NAME: "东社区" }, [118.7, 32, 118.72, 32.02]),
    box({ CODE: "B", NAME: "西社区" }, [118.72, 32, 118.74, 32.02]),
  );
  for (const name of ["communities.geojson", "grids.geojson"]) trial.write(name, communities);
  const calls = ["1,BIN,2026-05-01 09:00,118.712,32.01", "2,BIN,2026-05-01 10:00,118.732,32.01"];
  trial.write("calls.csv", ["NUMBER,KIND,TIME,LNG,LAT", ...calls, ""].join("\n"));
  trial.write("categories.json", '{"BIN":"overflowing-bin"}');
});
afterAll(() => trial.close());

test("the README's commands over one's own files work as they stand there", async () => {
  const env = { ...process.env, DATABASE_URL: trial.db.url };
  const said: string[] = [];
  for (const commands of BLOCKS) {
    const { stdout } = await run("bash", ["-ec", `${NPX}\n${commands}`], { cwd: trial.pathOf(""), env });
    said.push(stdout);
  }
  expect(said).toHaveLength(2);
  const territoryId = await trial.territoryId("my-street");
  const incidents = await listIncidents(trial.db, { territoryId, limit: 9 });
  const placed = incidents.filter(({ gridCurrent }) => gridCurrent !== null);
  expect(new Set(placed.map(({ externalId }) => externalId))).toEqual(new Set(["1", "2"]));
  expect(JSON.parse(said[1]!)).toMatchObject({ rows: 2, inside: 2, outside: 0, rejected: {} }); // two blocks
});
