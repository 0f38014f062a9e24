import { diffPartitions } from "@getu/geometry/partition";
import type { Partition } from "@getu/geometry/partition";
import { FIRST_NEW_GRID } from "@getu/domain/redraw";
import { writeTerritoryChange } from "../change/change.ts";
import type { Transaction } from "../db.ts";
import type { GridDraft } from "../grid/grid-draft.ts";
import { publishGrids } from "../grid/grid-publish.ts";
import type { VersionOrigin } from "../grid/grid-publish.ts";
import { listMovedAreas, writeLineage } from "./lineage.ts";
import { passOnLeaders } from "./pass-on-leaders.ts";
import type { PlannedGrids } from "../grid/plan-to-drafts.ts";
import { placeStandingAnew } from "../grid/replacement.ts";
import { queueReassignment } from "./reassignment.ts";

/** New boundaries to put into force; the transaction must hold those in force exclusively. */
export type NewBoundaries = {
  territoryId: number;
  inForce: ReadonlyMap<string, GridDraft>;
  planned: PlannedGrids;
  /** Both with one origin. */
  before: Partition;
  after: Partition;
  /** The name of a grid that is not in force yet. */
  nameOf: (owner: number) => string;
  origin: VersionOrigin;
};

/**
 * Puts new boundaries into force in one transaction: rows for what changed alone, from where to where areas went, what
 * stands there, who leads what was cut off, and what screens are told. Incidents follow in batches (`reassignDue`). Returns the version, null when
 * everything is in force already.
 */
export async function publishBoundaries(tx: Transaction, given: NewBoundaries): Promise<number | null> {
  const { territoryId, inForce, planned, before, after, nameOf, origin } = given;
  const published = await publishGrids(tx, { territoryId, ...planned, ...origin });
  if (!published) return null;
  const { version, grids } = published;
  const ids = new Map(grids.map(({ externalId, id }) => [externalId, id]));
  // Only a new grid goes by its name: names of others may look like ids.
  const idOf = (owner: number): number =>
    (owner < FIRST_NEW_GRID ? undefined : ids.get(nameOf(owner))) ?? owner;
  const areas = listMovedAreas(before, after);
  await writeLineage(tx, { territoryId, version, moved: areas, idOf });
  await placeStandingAnew(tx, { territoryId, published: grids });
  const { owners } = diffPartitions(before, after);
  await queueReassignment(tx, { territoryId, version, redrawn: owners, inForce, published: grids });
  await writeTerritoryChange(tx, territoryId, version);
  await passOnLeaders(tx, {
    territoryId,
    moved: areas.map(({ from, to, areaSquareMetres }) => ({
      from: idOf(from),
      to: idOf(to),
      areaSquareMetres,
    })),
    leadersBefore: leadersOf(inForce.values()),
    leadersOfNew: new Map(
      grids.flatMap(({ id, before: was, state }) => (was === null ? [[id, state.leaderName]] : [])),
    ),
    takenBack: origin.restores === undefined ? [] : planned.retired,
  });
  return version;
}

const leadersOf = (drafts: Iterable<GridDraft>): Map<number, string | null> =>
  new Map([...drafts].flatMap(({ id, state }) => (id !== null && state ? [[id, state.leaderName]] : [])));
