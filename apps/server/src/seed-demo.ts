import { BASEMAP_KINDS } from "@getu/domain";
import type { Catalogue, ImportResult, IncidentRecord } from "@getu/domain";
import { createSampleStreet } from "@getu/sample";
import {
  createTerritory,
  databaseNow,
  findTerritory,
  importBasemap,
  importCameras,
  importGrids,
  importIncidents,
  importPlaces,
  listTerritories,
} from "@getu/store";
import type { Db } from "@getu/store";
import { DEMO_SEED, findDemo, rememberDemo } from "./demo.ts";
import type { DemoScale } from "./demo.ts";
import type { Progress } from "./progress.ts";

const YEAR_MS = 365 * 86_400_000;
const BATCH = 5000;
const INCIDENTS: Record<DemoScale, number> = { street: 120_000, tiny: 2000 };
/** Where the records come from, as an import names its file. */
const SOURCE = "demo street";

const refuseRejects = ({ rejects }: ImportResult): void => {
  const first = rejects[0];
  if (first)
    throw new Error(
      `the demo street has ${rejects.length} bad records, first: ${first.reason} ${first.detail}`,
    );
};

function* batchesOf(records: Iterable<IncidentRecord>): Generator<IncidentRecord[]> {
  let batch: IncidentRecord[] = [];
  for (const record of records) {
    batch.push(record);
    if (batch.length === BATCH) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

/** What seeding needs beside the database. */
export type SeedOptions = { home: string; catalogue: Catalogue; scale: DemoScale; progress: Progress };

/** Brings the demo street into an empty database, or ends a seeding that was cut off; false = neither was needed. */
export async function seedDemo(db: Db, options: SeedOptions): Promise<boolean> {
  const demo = findDemo(options.home);
  const isUnfinished = demo?.isComplete === false;
  if (!isUnfinished && (await listTerritories(db)).length > 0) return false;
  const now = await databaseNow(db);
  // A cut-off seeding goes on with its own time: the same records come again and are recognised.
  const seeding = isUnfinished ? demo : { scale: options.scale, now: now.toISOString(), isComplete: false };
  rememberDemo(options.home, seeding);
  await seed(db, { ...options, scale: seeding.scale, now: new Date(seeding.now) });
  rememberDemo(options.home, { ...seeding, isComplete: true });
  return true;
}

type Seed = Omit<SeedOptions, "home"> & { now: Date };

async function seed(db: Db, { catalogue, scale, now, progress }: Seed): Promise<void> {
  progress.say(`drawing the demo street (${scale}; people and places are made up)`);
  const street = createSampleStreet({ seed: DEMO_SEED, scale, catalogue });
  const { code } = street.territory;
  const territory = (await findTerritory(db, { code })) ?? (await createTerritory(db, street.territory));
  const into = { territoryId: territory.id, file: SOURCE };
  for (const [phase, records, work] of [
    ["grids", street.grids, () => importGrids(db, { ...into, records: street.grids })],
    ["cameras", street.cameras, () => importCameras(db, { ...into, records: street.cameras })],
    ["places", street.places, () => importPlaces(db, { ...into, records: street.places })],
  ] as const) {
    const report = progress.count(phase, records.length);
    report(0);
    refuseRejects(await work());
    report(records.length);
  }
  for (const kind of BASEMAP_KINDS) {
    const collection = street.basemap[kind];
    if (collection) await importBasemap(db, { territoryId: territory.id, kind, collection });
  }
  await seedIncidents(db, { into, scale, progress, records: yearOf(street, { scale, now }) });
}

type Street = ReturnType<typeof createSampleStreet>;

const yearOf = (street: Street, { scale, now }: { scale: DemoScale; now: Date }): Iterable<IncidentRecord> =>
  street.incidents({ from: new Date(now.getTime() - YEAR_MS), to: now, now, count: INCIDENTS[scale] });

async function seedIncidents(
  db: Db,
  {
    into,
    scale,
    progress,
    records,
  }: {
    into: { territoryId: number; file: string };
    scale: DemoScale;
    progress: Progress;
    records: Iterable<IncidentRecord>;
  },
): Promise<void> {
  const report = progress.count("incidents", INCIDENTS[scale]);
  let done = 0;
  for (const batch of batchesOf(records)) {
    refuseRejects(await importIncidents(db, { ...into, records: batch }));
    report((done += batch.length));
  }
}
