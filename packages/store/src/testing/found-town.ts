import type { Grid, Territory } from "@getu/domain";
import { createTerritory, importGrids, listGrids } from "../index.ts";
import type { Db } from "../index.ts";
import { createTown, TOWN_TERRITORY } from "./made-up-town.ts";

/** The made-up town in a database. */
export type FoundedTown = {
  territory: Territory;
  territoryId: number;
  /** Coarsest first. */
  grids: readonly Grid[];
  /** Grid paths by external id; the town itself has the path `""` under `""`. */
  paths: ReadonlyMap<string, string>;
};

/** Brings the made-up town of two communities into a database, under another code where there is one already. */
export async function foundTown(db: Db, code = TOWN_TERRITORY.code): Promise<FoundedTown> {
  const territory = await createTerritory(db, { ...TOWN_TERRITORY, code });
  const territoryId = territory.id;
  await importGrids(db, { territoryId, records: createTown(), file: "town" });
  const grids = await listGrids(db, { territoryId });
  return { territory, territoryId, grids, paths: pathsOf(grids) };
}

function pathsOf(grids: readonly Grid[]): Map<string, string> {
  const above = new Map<number | null, string>([[null, ""]]);
  const paths = new Map([["", ""]]);
  for (const { id, parentId, externalId } of grids) {
    const path = [above.get(parentId)!, id].filter(Boolean).join("/"); // parents come first
    above.set(id, path);
    paths.set(externalId, path);
  }
  return paths;
}
