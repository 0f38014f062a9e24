import type { Db } from "@getu/store";
import { DEMO_SEED, rememberDemo } from "./demo.ts";
import type { Demo } from "./demo.ts";
import type { Progress } from "./progress.ts";
import type { Rules } from "./rules.ts";
import { INCIDENTS_OF_A_YEAR, seedSample } from "./seed-sample.ts";

/** What seeding needs beside the database. */
export type SeedOptions = { home: string; rules: Rules; plan: Demo; progress: Progress };

/** Brings the demo street in as planned and remembers when it is whole. */
export async function seedDemo(db: Db, { home, plan, rules, progress }: SeedOptions): Promise<void> {
  const { scale } = plan;
  const incidents = INCIDENTS_OF_A_YEAR[scale];
  rememberDemo(home, plan);
  await seedSample(db, { scale, seed: DEMO_SEED, incidents, now: new Date(plan.now) }, { rules, progress });
  rememberDemo(home, { ...plan, isComplete: true });
}
