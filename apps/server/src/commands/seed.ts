import type { Territory } from "@getu/domain";
import { SourceError } from "@getu/sources";
import { defineCommand } from "citty";
import { createProgress } from "../progress.ts";
import { readRules } from "../rules.ts";
import { strictOptions, UsageError } from "./command-options.ts";
import { answer } from "./report.ts";

const SCALES = ["tiny", "street", "city"] as const;

/** A whole number of an option, or one line that says what came instead. */
function readWhole(name: string, text: string): number {
  const value = Number(text.replaceAll("_", ""));
  if (text.trim() !== "" && Number.isSafeInteger(value) && value >= 0) return value;
  throw new UsageError(`--${name} must be a whole number, not "${text}"`);
}

/** Made-up towns share their codes: a second one would be taken for a redraw of the first. */
function demandEmpty(territories: readonly Territory[]): void {
  if (territories.length === 0) return;
  const codes = territories.map(({ code }) => code).join(", ");
  throw new SourceError(
    `the database holds ${codes}, whole or from a seed that was broken off: seed an empty one (another GETU_HOME or DATABASE_URL)`,
  );
}

/** `getu seed`: a made-up town in the database, for a look, for tests and for measurements. */
export const seedCommand = defineCommand({
  plugins: [strictOptions],
  meta: { name: "seed", description: "Bring a made-up town and a year of its incidents into the database" },
  args: {
    scale: {
      type: "enum",
      options: [...SCALES],
      default: "street",
      description: "tiny (30 lane grids), street (about 1,000) or city (about 20,000)",
    },
    seed: { type: "string", default: "1", valueHint: "N", description: "Another number, another town" },
    incidents: {
      type: "string",
      valueHint: "N",
      description: "How many (default 2,000, 120,000, 10 million)",
    },
    json: { type: "boolean", description: "One JSON object as the last line of standard output" },
  },
  async run({ args }) {
    const scale = SCALES.find((each) => each === args.scale)!; // citty has checked it against the options
    const seed = readWhole("seed", args.seed);
    const given = args.incidents === undefined ? null : readWhole("incidents", args.incidents);
    const [
      { openDatabaseFromEnvironment },
      { databaseNow, listTerritories },
      { INCIDENTS_OF_A_YEAR, seedSample },
      rules,
    ] = await Promise.all([
      import("../database.ts"),
      import("@getu/store"),
      import("../seed-sample.ts"),
      readRules(),
    ]);
    const incidents = given ?? INCIDENTS_OF_A_YEAR[scale];
    const progress = createProgress({ stream: process.stderr });
    const started = performance.now();
    const database = await openDatabaseFromEnvironment();
    try {
      demandEmpty(await listTerritories(database.db));
      const now = await databaseNow(database.db);
      const territory = await seedSample(database.db, { scale, seed, incidents, now }, { rules, progress });
      const seconds = Number(((performance.now() - started) / 1000).toFixed(1));
      if (args.json) answer({ territory, scale, seed, incidents, seconds });
      else progress.say(`${territory}: ${incidents.toLocaleString("en-US")} incidents in ${seconds} s`);
    } finally {
      await database.close();
    }
  },
});
