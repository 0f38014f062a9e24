import { findTerritory } from "@getu/store";
import type { Db } from "@getu/store";
import { DEMO_SEED, rememberDemo } from "./demo.ts";
import type { Demo } from "./demo.ts";
import type { Progress } from "./progress.ts";
import type { Rules } from "./rules.ts";
import { seedLoop } from "./seed-loop.ts";
import { INCIDENTS_OF_A_YEAR, seedSample } from "./seed-sample.ts";

/** What seeding needs beside the database. */
export type SeedOptions = { home: string; rules: Rules; plan: Demo; progress: Progress };

/** Brings the demo street in as planned and remembers when it is whole. */
export async function seedDemo(db: Db, { home, plan, rules, progress }: SeedOptions): Promise<void> {
  const { scale } = plan;
  const incidents = INCIDENTS_OF_A_YEAR[scale];
  rememberDemo(home, plan);
  const sample = { scale, seed: DEMO_SEED, incidents, now: new Date(plan.now) };
  const code = await seedSample(db, sample, { rules, progress });
  const territory = await findTerritory(db, { code });
  if (territory) await seedLoop(db, { territoryId: territory.id, rulebook: rules });
  rememberDemo(home, { ...plan, isComplete: true });
}
