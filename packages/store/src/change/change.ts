import type { LiveChange } from "@getu/domain";
import type { Transaction } from "../db.ts";
import { insertRows } from "../incident/ingest.ts";

/** A change on its way into the feed; the grid path says who may hear of it. */
export type NewChange = { territoryId: number; gridPath: string; change: LiveChange };

/** Above this many changes in one batch, screens fetch afresh instead of being told each. */
export const LIVE_ROWS = 200;

/** Writes changes in the transaction that makes them true: both happen or neither. */
export async function writeChanges(tx: Transaction, changes: readonly NewChange[]): Promise<void> {
  await insertRows(tx, changes, {
    table: "change",
    columns: [
      { name: "territory_id", type: "integer", valueOf: ({ territoryId }) => territoryId },
      { name: "topic", type: "text", valueOf: ({ change }) => change.topic },
      { name: "grid_path", type: "text", valueOf: ({ gridPath }) => gridPath },
      { name: "payload", type: "jsonb", valueOf: ({ change }) => JSON.stringify(change) },
    ],
  });
}

/** Tells every screen of the territory that so many incidents are others now that it had better fetch them again. */
export const writeIncidentsChange = (tx: Transaction, territoryId: number, version: number): Promise<void> =>
  writeChanges(tx, [
    { territoryId, gridPath: "", change: { topic: "territory", version, only: "incidents" } },
  ]);

/** Tells every screen of the territory to fetch it again. */
export const writeTerritoryChange = (tx: Transaction, territoryId: number, version: number): Promise<void> =>
  writeChanges(tx, [{ territoryId, gridPath: "", change: { topic: "territory", version } }]);
