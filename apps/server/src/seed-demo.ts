import { isLoopback } from "./http/known-host.ts";
import { findTerritory } from "@getu/store";
import type { Db } from "@getu/store";
import { DEMO_SEED, rememberDemo } from "./demo.ts";
import { ensureDemoPeople } from "./demo/demo-people.ts";
import { seedHistories } from "./demo/seed-histories.ts";
import type { Demo } from "./demo.ts";
import type { Progress } from "./progress.ts";
import type { Rules } from "./rules.ts";
import { INCIDENTS_OF_A_YEAR, seedSample } from "./seed-sample.ts";

/** What seeding needs beside the database. */
export type SeedOptions = { home: string; host: string; rules: Rules; plan: Demo; progress: Progress };

/** Brings the demo street in as planned and remembers when it is whole. */
export async function seedDemo(db: Db, { home, host, plan, rules, progress }: SeedOptions): Promise<void> {
  const { scale } = plan;
  const incidents = INCIDENTS_OF_A_YEAR[scale];
  rememberDemo(home, plan);
  const sample = { scale, seed: DEMO_SEED, incidents, now: new Date(plan.now) };
  const code = await seedSample(db, sample, { rules, progress });
  const territory = await findTerritory(db, { code });
  if (territory) await seedLife(db, { territoryId: territory.id, host, rules, now: sample.now });
  rememberDemo(home, { ...plan, isComplete: true });
}

/** The people, where nobody else can reach the server, and what they and others have done so far. */
async function seedLife(
  db: Db,
  { territoryId, host, rules, now }: { territoryId: number; host: string; rules: Rules; now: Date },
): Promise<void> {
  const people = isLoopback(host) ? await ensureDemoPeople(db, { territoryId }) : [];
  await seedHistories(db, { territoryId, rulebook: rules, people, seed: String(DEMO_SEED), now });
}
