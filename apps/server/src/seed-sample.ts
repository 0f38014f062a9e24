import { BASEMAP_KINDS } from "@getu/domain";
import type { ImportResult } from "@getu/domain";
import { createSampleStreet } from "@getu/sample";
import type { SampleScale } from "@getu/sample";
import {
  createTerritory,
  findTerritory,
  importBasemap,
  importCameras,
  importClusters,
  importGrids,
  importIncidents,
  importPlaces,
} from "@getu/store";
import type { Db } from "@getu/store";
import { counted } from "./progress.ts";
import type { Progress } from "./progress.ts";
import type { Rules } from "./rules.ts";

const YEAR_MS = 365 * 86_400_000;

/** Incidents of a year at each scale. */
export const INCIDENTS_OF_A_YEAR = {
  tiny: 2000,
  street: 120_000,
  city: 10_000_000,
} as const satisfies Record<SampleScale, number>;

const DRAWN = { tiny: "a small demo street", street: "the demo street", city: "a demo city" } as const;

/** Where the records come from, as an import names its file. */
const SOURCE = "made-up records";

/** What is made, for which year. */
export type SampleSeed = {
  scale: SampleScale;
  seed: number;
  incidents: number;
  /** The year of incidents ends here. */
  now: Date;
};

const refuseRejects = ({ rejects }: ImportResult): void => {
  const first = rejects[0];
  if (!first) return;
  throw new Error(`the sample has ${rejects.length} bad records, first: ${first.reason} ${first.detail}`);
};

/** Brings a made-up town and a year of its incidents in; what is there already is recognised. Returns its code. */
export async function seedSample(
  db: Db,
  { scale, seed, incidents, now }: SampleSeed,
  { rules, progress }: { rules: Rules; progress: Progress },
): Promise<string> {
  progress.say(`drawing ${DRAWN[scale]} (people and places are made up)`);
  const street = createSampleStreet({ seed, scale, ...rules, asOf: now });
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
  const { clusters } = street;
  if (clusters.length > 0)
    await bring("households", clusters.length, importClusters(db, { ...into, records: clusters }));
  for (const kind of BASEMAP_KINDS) {
    const collection = street.basemap[kind];
    if (collection) await importBasemap(db, { territoryId: territory.id, kind, collection });
  }
  const year = { from: new Date(now.getTime() - YEAR_MS), to: now, now, count: incidents };
  const records = counted(street.incidents(year), progress.count("incidents", incidents));
  refuseRejects(await importIncidents(db, { ...into, records }));
  return code;
}
