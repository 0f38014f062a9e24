import type { Transaction } from "../db.ts";
import { isReached } from "../incident/incident-reach.ts";
import { lockBoundaries } from "../grid/territory-lock.ts";
import type { GivenAction } from "./attempt-action.ts";

/**
 * Before an incident is merged into one of a smaller number, that one is locked: of the two the smaller is always the
 * first, so that two people who merge them into each other do not wait for each other for ever. One that is elsewhere is
 * left alone, so that nobody waits for who works on it.
 */
export async function lockOriginalFirst(
  tx: Transaction,
  { territoryId, incidentId, command, actors }: Omit<GivenAction, "rulebook" | "photoIds">,
): Promise<void> {
  const { action, duplicateOf: original } = command;
  if (action !== "merge" || original === undefined || original >= incidentId) return;
  await lockBoundaries(tx, { territoryId, mode: "shared" }); // always before any incident
  const paths = actors.map(({ gridPath }) => gridPath);
  if (!(await isReached(tx, { territoryId, incidentId: original, paths }))) return;
  await tx.query("SELECT FROM incident WHERE territory_id = $1 AND id = $2 FOR SHARE", [
    territoryId,
    original,
  ]);
}
