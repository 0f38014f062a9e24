import { BASEMAP_KINDS } from "@getu/domain";
import type { BasemapKind } from "@getu/domain";
import type { FeatureCollection } from "geojson";
import type { Db } from "../db.ts";
import { inTransaction } from "../db.ts";
import { getVersion } from "./territory.ts";
import { writeTerritoryChange } from "../change/change.ts";

type BasemapArgs = { territoryId: number; kind: BasemapKind };

/** Replaces one layer of the ground; an equal one changes nothing. */
export async function importBasemap(
  db: Db,
  { territoryId, kind, collection }: BasemapArgs & { collection: FeatureCollection },
): Promise<{ changed: boolean }> {
  if (!BASEMAP_KINDS.includes(kind)) throw new Error(`unknown basemap layer "${kind}"`);
  if (collection.type !== "FeatureCollection")
    throw new Error(`the ${kind} layer is not a FeatureCollection`);
  return inTransaction(db, async (tx) => {
    const version = await getVersion(tx, territoryId);
    const { rowCount } = await tx.query(
      `INSERT INTO basemap AS old (territory_id, kind, collection) VALUES ($1, $2, $3)
       ON CONFLICT (territory_id, kind) DO UPDATE SET collection = excluded.collection, imported_at = clock_timestamp()
       WHERE old.collection::text <> excluded.collection::text`,
      [territoryId, kind, JSON.stringify(collection)],
    );
    const changed = rowCount === 1;
    if (changed) await writeTerritoryChange(tx, territoryId, version);
    return { changed };
  });
}

/** When the youngest layer of the ground came in; null = the territory has none of its own. */
export async function findGroundTime(db: Db, territoryId: number): Promise<Date | null> {
  const { _max } = await db.prisma.basemap.aggregate({ where: { territoryId }, _max: { importedAt: true } });
  return _max.importedAt;
}

/** One layer of the ground, or null when the territory has none of this kind. */
export async function findBasemap(
  db: Db,
  { territoryId, kind }: BasemapArgs,
): Promise<FeatureCollection | null> {
  const row = await db.prisma.basemap.findUnique({
    where: { territoryId_kind: { territoryId, kind } },
    select: { collection: true },
  });
  return row === null ? null : (row.collection as unknown as FeatureCollection); // only importBasemap writes it
}
