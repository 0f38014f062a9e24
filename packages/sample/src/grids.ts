import type { GridRecord } from "@getu/domain";
import type { Built } from "./buildings.ts";
import { gridCode, inReadingOrder } from "./codes.ts";
import { toRing } from "./ground.ts";
import { isLivedIn } from "./land-use.ts";
import type { Community, Compound, Lane, Layout } from "./layout.ts";
import type { Names } from "./names.ts";
import type { Point } from "./plane.ts";

/** A lane grid with its record, for whoever puts something on it. */
export type NamedLane = {
  lane: Lane;
  record: GridRecord;
  compound: GridRecord;
  community: GridRecord;
  households: number;
};

/** All records of a street, parents first, and its lane grids. */
export type GridSet = { records: GridRecord[]; lanes: NamedLane[] };

/** How a street is told apart: its place in codes and external ids. */
type StreetKey = {
  county: number;
  street: number;
  prefix: string;
  parent: string | null;
  tier: number;
};

type Naming = { key: StreetKey; names: Names; built: ReadonlyMap<number, Built>; perHome: number };

/** Numbers and names the grids of a street: communities first to last in reading order, villages from 201. */
export function gridsOf(layout: Layout, naming: Omit<Naming, "perHome">, households: number): GridSet {
  const homes = [...naming.built.values()].reduce((sum, { buildings }) => sum + homesIn(buildings), 0);
  const full: Naming = { ...naming, perHome: households / Math.max(1, homes) };
  const set: GridSet = { records: [], lanes: [] };
  const ordered = inReadingOrder(layout.communities, { at: centreOfCommunity, band: 700 });
  const numbers = { urban: 0, village: 200 };
  for (const community of ordered) addCommunity(set, { community, number: ++numbers[community.kind] }, full);
  return set;
}

const homesIn = (buildings: Built["buildings"]): number =>
  buildings.reduce((sum, { homes }) => sum + homes, 0);

function centreOfCommunity({ compounds }: Community): Point {
  const lanes = compounds.flatMap((compound) => compound.lanes);
  const total = lanes.reduce((sum, { area }) => sum + area, 0);
  const mean = (axis: 0 | 1): number =>
    lanes.reduce((sum, { area, centre }) => sum + area * centre[axis], 0) / total;
  return [mean(0), mean(1)];
}

function addCommunity(
  set: GridSet,
  { community, number }: { community: Community; number: number },
  naming: Naming,
): void {
  const { key, names } = naming;
  const numbers = [key.county, key.street, number];
  const record = recordOf(naming, {
    tier: key.tier,
    numbers,
    name: names.community(community.kind),
    parent: key.parent,
  });
  set.records.push(record);
  const ordered = inReadingOrder(community.compounds, { at: ({ centre }) => centre, band: 260 });
  let lane = 0;
  ordered.forEach((compound, i) => {
    const added = addCompound(
      set,
      { compound, numbers: [...numbers, i + 1], community: record, before: lane },
      naming,
    );
    lane += added;
  });
  record.households = sumOf(set.lanes.filter((one) => one.community === record));
}

const sumOf = (lanes: readonly NamedLane[]): number =>
  lanes.reduce((sum, { households }) => sum + households, 0);

type Adding = { compound: Compound; numbers: number[]; community: GridRecord; before: number };

function addCompound(set: GridSet, { compound, numbers, community, before }: Adding, naming: Naming): number {
  const name = naming.names.compound(compound.use, community.name);
  const record = recordOf(naming, { tier: naming.key.tier + 1, numbers, name, parent: community.externalId });
  set.records.push(record);
  const ordered = inReadingOrder(compound.lanes, { at: ({ centre }) => centre, band: 75 });
  let building = 1;
  ordered.forEach((lane, i) => {
    const { buildings = [] } = naming.built.get(lane.face) ?? {};
    const laneName = laneNameOf(lane, {
      compound: name,
      first: building,
      count: buildings.length,
      number: i + 1,
    });
    building += buildings.length;
    const added = recordOf(naming, {
      tier: naming.key.tier + 2,
      numbers: [...numbers, before + i + 1],
      name: laneName,
      parent: record.externalId,
    });
    added.area = { type: "Polygon", coordinates: [toRing(lane.ring)] };
    added.households = Math.round(homesIn(buildings) * naming.perHome);
    set.records.push(added);
    set.lanes.push({ lane, record: added, compound: record, community, households: added.households });
  });
  record.households = sumOf(set.lanes.slice(set.lanes.length - ordered.length));
  return ordered.length;
}

function laneNameOf(
  { use }: Lane,
  { compound, first, count, number }: { compound: string; first: number; count: number; number: number },
): string {
  if (isLivedIn(use) && use !== "hamlet" && use !== "old-town" && count > 0) {
    return count === 1 ? `${compound}${first}幢` : `${compound}${first}-${first + count - 1}幢`;
  }
  return use === "field" ? `${compound}农田${number}网格` : `${compound}${number}网格`;
}

function recordOf(
  { key, names }: Naming,
  { tier, numbers, name, parent }: { tier: number; numbers: number[]; name: string; parent: string | null },
): GridRecord {
  return {
    externalId: [key.prefix, ...numbers.slice(2).map((number) => String(number).padStart(3, "0"))].join("-"),
    tier,
    code: gridCode(numbers),
    name,
    parentExternalId: parent,
    leaderName: names.person(),
    households: null,
    area: null,
  };
}
