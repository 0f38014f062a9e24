import type { Grid, GridRecord, Territory } from "@getu/domain";
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
  /** The id of a grid; throws where the town has none called so. */
  idOf: (externalId: string) => number;
  /** The path of a grid, or with `""` of the town; throws where there is none. */
  pathOf: (externalId: string) => string;
};

type Differing = Partial<Pick<Territory, "code" | "name" | "demo">> & { records?: readonly GridRecord[] };

/** Brings the made-up town of two communities into a database, with what differs about this one. */
export async function foundTown(
  db: Db,
  { records = createTown(), ...differing }: Differing = {},
): Promise<FoundedTown> {
  const territory = await createTerritory(db, { ...TOWN_TERRITORY, ...differing });
  const territoryId = territory.id;
  await importGrids(db, { territoryId, records, file: "town" });
  const grids = await listGrids(db, { territoryId });
  const paths = pathsOf(grids);
  const pathOf = demandedOf(paths);
  const idOf = demandedOf(new Map(grids.map(({ externalId, id }) => [externalId, id])));
  return { territory, territoryId, grids, paths, idOf, pathOf };
}

/** The same as its office knows it, on a street that is nobody's: `lane-1-1` is building 6 of a compound. */
export const foundNamedTown = (db: Db): Promise<FoundedTown> =>
  foundTown(db, {
    name: { zh: "云桥街道（试验）", en: "Yunqiao (test)" },
    demo: false,
    records: createTown().map((grid) => ({ ...grid, name: nameOf(grid.externalId) })),
  });

function nameOf(externalId: string): string {
  const [kind, x = "0", y = "0"] = externalId.split("-");
  if (kind === "community") return x === "0" ? "柳溪社区" : "翠屏社区";
  return kind === "compound"
    ? `柳溪${Number(x) + 2 * Number(y) + 1}村`
    : `${4 * Number(x) + Number(y) + 1} 幢`;
}

/** Ids of the town's grids by external id, as they are now. */
export async function idsOfTown(db: Db, territoryId: number): Promise<FoundedTown["idOf"]> {
  const grids = await listGrids(db, { territoryId });
  return demandedOf(new Map(grids.map(({ externalId, id }) => [externalId, id])));
}

const demandedOf =
  <Value>(known: ReadonlyMap<string, Value>) =>
  (externalId: string): Value => {
    const value = known.get(externalId);
    if (value === undefined) throw new Error(`there is no grid ${externalId}`);
    return value;
  };

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
