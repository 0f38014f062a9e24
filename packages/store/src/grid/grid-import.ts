import type { GridRecord, ImportResult } from "@getu/domain";
import { writeTerritoryChange } from "../change/change.ts";
import type { Db, Transaction } from "../db.ts";
import { inTransaction } from "../db.ts";
import { isSameRecord, readDrafts } from "./grid-draft.ts";
import type { GridDraft } from "./grid-draft.ts";
import { mergeGrids } from "./grid-merge.ts";
import type { GridMerge } from "./grid-merge.ts";
import { publishGrids } from "./grid-publish.ts";
import { refreshStatistics } from "../boundary/planner-statistics.ts";
import type { Sourced } from "../incident/record-check.ts";
import { queueReassignment, reassignDue } from "../boundary/reassignment.ts";
import { placeStandingAnew, touchedGrids } from "./replacement.ts";
import { insertTerritory } from "./territory.ts";
import type { NewTerritory } from "./territory.ts";
import { lockBoundaries } from "./territory-lock.ts";

/** The territory that is there, or the one to make together with its grids. */
type Into = { territoryId: number; create?: never } | { territoryId?: never; create: NewTerritory };

/** From here on the planner must know of them at once. */
const MANY_GRIDS = 1000;

type ImportArgs = Into & { records: Iterable<GridRecord & Sourced>; file: string };

/**
 * Adds new grids and changes existing ones by external id, all in one transaction; grids that the file does not
 * mention stay. Publishes a new version only when something changed; cameras and places go with it. The incidents whose
 * grid is touched follow in batches, so that reports wait for none of a city's millions, with whoever answers for those
 * that are open; `grid_at_occurrence` stays as it was. A new territory is made in the same transaction: without one grid
 * that can stand there is none.
 */
export async function importGrids(db: Db, { records, file, ...into }: ImportArgs): Promise<ImportResult> {
  const { result, isQueued } = await inTransaction(db, (tx) => importWithin(tx, { records, file, ...into }));
  if (isQueued) await reassignDue(db);
  return result;
}

type Imported = { result: ImportResult; isQueued: boolean };

async function importWithin(tx: Transaction, { records, file, ...into }: ImportArgs): Promise<Imported> {
  await tx.query("SET LOCAL statement_timeout = 0");
  const territoryId = into.create ? await insertTerritory(tx, into.create) : into.territoryId;
  await lockBoundaries(tx, { territoryId, mode: "exclusive" });
  const tiers = await countTiers(tx, territoryId);
  const inForce = await readDrafts(tx, territoryId);
  const merge = mergeGrids(inForce, records, { tiers, file });
  const published = await publishGrids(tx, { territoryId, drafts: merge.drafts });
  if (into.create && !published) throw nothingUsable(file, merge);
  const result = toResult(inForce, merge);
  if (!published) return { result, isQueued: false };
  const { version, grids } = published;
  await placeStandingAnew(tx, { territoryId, published: grids });
  const isQueued = await hasIncidents(tx, territoryId);
  const redrawn = touchedGrids(inForce, grids);
  if (isQueued) await queueReassignment(tx, { territoryId, version, redrawn, inForce, published: grids });
  await writeTerritoryChange(tx, territoryId, version);
  if (merge.taken.size >= MANY_GRIDS) await refreshStatistics(tx, ["grid", "grid_state"]);
  return { result, isQueued };
}

async function hasIncidents(tx: Transaction, territoryId: number): Promise<boolean> {
  const { rowCount } = await tx.query("SELECT FROM incident WHERE territory_id = $1 LIMIT 1", [territoryId]);
  return rowCount === 1;
}

function nothingUsable(file: string, { rejects }: GridMerge): Error {
  const first = rejects[0];
  const why = first ? ` (${rejects.length} rejected, the first: ${first.reason} ${first.detail})` : "";
  return new Error(`${file}: none of its records can be a grid${why}`);
}

async function countTiers(tx: Transaction, territoryId: number): Promise<number> {
  const { rows } = await tx.query<{ tiers: number }>(
    "SELECT jsonb_array_length(tiers) AS tiers FROM territory WHERE id = $1",
    [territoryId],
  );
  if (!rows[0]) throw new Error(`there is no territory ${territoryId}`);
  return rows[0].tiers;
}

function toResult(inForce: ReadonlyMap<string, GridDraft>, merge: GridMerge): ImportResult {
  const result = { inserted: 0, updated: 0, unchanged: 0, rejects: merge.rejects };
  for (const externalId of merge.taken.keys()) {
    const before = inForce.get(externalId);
    const after = merge.drafts.get(externalId)!; // what was taken is among the drafts
    if (!before) result.inserted += 1;
    else if (isSameRecord(before, after)) result.unchanged += 1;
    else result.updated += 1;
  }
  return result;
}
