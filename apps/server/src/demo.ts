import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { databaseNow, listTerritories } from "@getu/store";
import type { Db } from "@getu/store";
import { z } from "zod";

const demoSchema = z.strictObject({
  scale: z.enum(["street", "tiny"]),
  /** The time that the demo's year of incidents ends at. */
  now: z.iso.datetime(),
  /** False while the street is being brought in. */
  isComplete: z.boolean(),
});

/** What is known about the made-up street of a home. */
export type Demo = z.infer<typeof demoSchema>;

/** How much of the made-up street there is. */
export type DemoScale = Demo["scale"];

/** The same town on every machine. */
export const DEMO_SEED = 20_261_122;

const fileOf = (home: string) => join(home, "demo.json");

/** The demo street of a home; null = none was ever begun. */
export function findDemo(home: string): Demo | null {
  if (!existsSync(fileOf(home))) return null;
  return demoSchema.parse(JSON.parse(readFileSync(fileOf(home), "utf8")));
}

/** Remembers it in one step, so that a crash leaves the old or the new. */
export function rememberDemo(home: string, demo: Demo): void {
  writeFileSync(`${fileOf(home)}.new`, JSON.stringify(demo));
  renameSync(`${fileOf(home)}.new`, fileOf(home));
}

/** What is to be seeded: the street into an empty database, or the rest of a seeding that was cut off; null = nothing. */
export async function planDemo(
  db: Db,
  { home, scale }: { home: string; scale: DemoScale },
): Promise<Demo | null> {
  const demo = findDemo(home);
  // A cut-off seeding goes on with its own time: the same records come again and are recognised.
  if (demo?.isComplete === false) return demo;
  if ((await listTerritories(db)).length > 0) return null;
  return { scale, now: (await databaseNow(db)).toISOString(), isComplete: false };
}
