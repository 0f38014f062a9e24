import { failureOf } from "@getu/api";
import { createPhotoStore } from "@getu/photos";
import type { PhotoPlace } from "@getu/photos";
import { findTerritory } from "@getu/store";
import type { Db } from "@getu/store";
import { DEMO_SEED, rememberDemo } from "./demo.ts";
import { ensureDemoPeople } from "./demo/demo-people.ts";
import { seedHistories } from "./demo/seed-histories.ts";
import { seedPhotos } from "./demo/seed-photos.ts";
import { seedVisits } from "./demo/seed-visits.ts";
import type { Demo } from "./demo.ts";
import { isLoopback } from "./http/known-host.ts";
import type { Progress } from "./progress.ts";
import type { Rules } from "./rules.ts";
import { INCIDENTS_OF_A_YEAR, seedSample } from "./seed-sample.ts";

/** What seeding needs beside the database. */
export type SeedOptions = {
  home: string;
  host: string;
  photos: PhotoPlace;
  rules: Rules;
  plan: Demo;
  progress: Progress;
};

/** Brings the demo street in as planned and remembers when it is whole. */
export async function seedDemo(db: Db, options: SeedOptions): Promise<void> {
  const { home, host, plan, rules, progress } = options;
  const { scale } = plan;
  const incidents = INCIDENTS_OF_A_YEAR[scale];
  rememberDemo(home, plan);
  const sample = { scale, seed: DEMO_SEED, incidents, now: new Date(plan.now) };
  const code = await seedSample(db, sample, { rules, progress });
  const territory = await findTerritory(db, { code });
  if (territory) {
    await seedLife(db, { territoryId: territory.id, host, rules, now: sample.now });
    await bringPhotos(db, territory.id, options);
  }
  rememberDemo(home, { ...plan, isComplete: true });
}

/** The people, where nobody else can reach the server, and what they and others have done so far. */
async function seedLife(
  db: Db,
  { territoryId, host, rules, now }: { territoryId: number; host: string; rules: Rules; now: Date },
): Promise<void> {
  const people = isLoopback(host) ? await ensureDemoPeople(db, { territoryId }) : [];
  const told = { territoryId, people, seed: String(DEMO_SEED), now };
  await seedHistories(db, { ...told, rulebook: rules });
  await seedVisits(db, told);
}

/** A demo goes on without photos where their place does not take them. */
async function bringPhotos(db: Db, territoryId: number, { photos, progress }: SeedOptions): Promise<void> {
  try {
    await seedPhotos(db, { territoryId, photos: await createPhotoStore(photos) });
  } catch (error) {
    if (failureOf(error)?.code !== "PHOTOS_UNAVAILABLE") throw error;
    progress.say("the made-up photos could not be kept: the demo goes on without them");
  }
}
