import { BASEMAP_KINDS } from "@getu/domain";
import type { ImportResult, IncidentRecord } from "@getu/domain";
import { createSampleStreet } from "@getu/sample";
import {
  createTerritory,
  findTerritory,
  importBasemap,
  importCameras,
  importGrids,
  importIncidents,
  importPlaces,
} from "@getu/store";
import type { Db } from "@getu/store";
import { DEMO_SEED, rememberDemo } from "./demo.ts";
import type { Demo, DemoScale } from "./demo.ts";
import type { Progress } from "./progress.ts";
import type { Rules } from "./rules.ts";

const YEAR_MS = 365 * 86_400_000;
const INCIDENTS: Record<DemoScale, number> = { street: 120_000, tiny: 2000 };
/** Where the records come from, as an import names its file. */
const SOURCE = "demo street";

const refuseRejects = ({ rejects }: ImportResult): void => {
  const first = rejects[0];
  if (!first) return;
  throw new Error(
    `the demo street has ${rejects.length} bad records, first: ${first.reason} ${first.detail}`,
  );
};

/** Passes records on and reports how many have passed. */
function* counted<T>(records: Iterable<T>, report: (done: number) => void): Generator<T> {
  let done = 0;
  for (const record of records) {
    yield record;
    done += 1;
    if (done % 1000 === 0) report(done);
  }
  report(done);
}

/** What seeding needs beside the database. */
export type SeedOptions = { home: string; rules: Rules; plan: Demo; progress: Progress };

/** Brings the demo street in as planned and remembers when it is whole. */
export async function seedDemo(db: Db, { home, plan, ...options }: SeedOptions): Promise<void> {
  rememberDemo(home, plan);
  await seed(db, { ...options, scale: plan.scale, now: new Date(plan.now) });
  rememberDemo(home, { ...plan, isComplete: true });
}

type Seed = Pick<SeedOptions, "rules" | "progress"> & { scale: DemoScale; now: Date };

async function seed(db: Db, { rules, scale, now, progress }: Seed): Promise<void> {
  progress.say(`drawing the demo street (${scale}; people and places are made up)`);
  const street = createSampleStreet({ seed: DEMO_SEED, scale, ...rules, asOf: now });
  const { code } = street.territory;
  const territory = (await findTerritory(db, { code })) ?? (await createTerritory(db, street.territory));
  const into = { territoryId: territory.id, file: SOURCE };
  const bring = async (phase: string, count: number, work: Promise<ImportResult>): Promise<void> => {
    const report = progress.count(phase, count);
    report(0);
    refuseRejects(await work);
    report(count);
  };
  await bring("grids", street.grids.length, importGrids(db, { ...into, records: street.grids }));
  await bring("cameras", street.cameras.length, importCameras(db, { ...into, records: street.cameras }));
  await bring("places", street.places.length, importPlaces(db, { ...into, records: street.places }));
  for (const kind of BASEMAP_KINDS) {
    const collection = street.basemap[kind];
    if (collection) await importBasemap(db, { territoryId: territory.id, kind, collection });
  }
  const records = counted(yearOf(street, { scale, now }), progress.count("incidents", INCIDENTS[scale]));
  refuseRejects(await importIncidents(db, { ...into, records }));
}

type Street = ReturnType<typeof createSampleStreet>;

const yearOf = (street: Street, { scale, now }: { scale: DemoScale; now: Date }): Iterable<IncidentRecord> =>
  street.incidents({ from: new Date(now.getTime() - YEAR_MS), to: now, now, count: INCIDENTS[scale] });
