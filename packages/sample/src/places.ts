import type { PlaceKind, PlaceRecord } from "@getu/domain";
import type { Built } from "./buildings.ts";
import type { Finder } from "./finder.ts";
import type { NamedLane } from "./grids.ts";
import { toLngLat } from "./ground.ts";
import { isLivedIn } from "./land-use.ts";
import type { LandUse } from "./land-use.ts";
import { centroidOf, isInside, ringDistance } from "./plane.ts";
import type { Point } from "./plane.ts";
import { shuffled } from "./random.ts";
import type { Random } from "./random.ts";

/** What places are put by. */
export type PlaceSite = {
  lanes: readonly NamedLane[];
  built: ReadonlyMap<number, Built>;
  buildingFinder: Finder;
  isWet: (at: Point) => boolean;
  random: Random;
  prefix: string;
};

type PlaceRule = {
  kind: PlaceKind;
  label: string;
  /** How many in each community: lowest and highest. */
  each: readonly [number, number];
  /** Rooms stand in a building, the rest outdoors. */
  indoors: boolean;
  openingHours: string | null;
  staff: readonly [number, number] | null;
};

const RULES: readonly PlaceRule[] = [
  { kind: "police-room", label: "警务室", each: [1, 1], indoors: true, openingHours: "24/7", staff: [1, 3] },
  {
    kind: "mediation-room",
    label: "调解室",
    each: [1, 1],
    indoors: true,
    openingHours: "Mo-Sa 08:30-17:30",
    staff: [1, 3],
  },
  {
    kind: "legal-service",
    label: "法律服务站",
    each: [1, 1],
    indoors: true,
    openingHours: "Tu,Th 09:00-17:00",
    staff: [1, 2],
  },
  {
    kind: "security-post",
    label: "治安联防点",
    each: [1, 3],
    indoors: false,
    openingHours: "24/7",
    staff: [2, 4],
  },
  {
    kind: "service-post",
    label: "幸福生活驿站",
    each: [1, 2],
    indoors: true,
    openingHours: "Mo-Su 08:00-20:00",
    staff: [2, 5],
  },
  {
    kind: "day-care",
    label: "日间照料中心",
    each: [1, 1],
    indoors: true,
    openingHours: "Mo-Fr 08:00-17:30",
    staff: [2, 6],
  },
  {
    kind: "children-room",
    label: "儿童之家",
    each: [1, 1],
    indoors: true,
    openingHours: "Mo-Fr 15:00-18:30; Sa-Su 09:00-17:00",
    staff: [1, 3],
  },
  {
    kind: "library",
    label: "社区书屋",
    each: [1, 1],
    indoors: true,
    openingHours: "Tu-Su 09:00-20:00",
    staff: [1, 2],
  },
  { kind: "gym", label: "健身点", each: [1, 1], indoors: false, openingHours: null, staff: null },
  { kind: "notice-board", label: "公示栏", each: [2, 3], indoors: false, openingHours: null, staff: null },
  { kind: "pavilion", label: "议事亭", each: [1, 2], indoors: false, openingHours: null, staff: null },
  { kind: "charging-pile", label: "充电桩", each: [2, 4], indoors: false, openingHours: "24/7", staff: null },
  {
    kind: "waste-collection",
    label: "垃圾分类收集点",
    each: [2, 3],
    indoors: false,
    openingHours: "Mo-Su 06:30-09:00,18:00-20:30",
    staff: [1, 1],
  },
];

type Order = { rule: PlaceRule; lanes: readonly NamedLane[]; namedAfter: "community" | "compound" };

/** Rooms, posts and points of every community, then transfer stations and a few more rooms where most people pass. */
export function placesOf(site: PlaceSite, scale: { transfers: number; extraRooms: number }): PlaceRecord[] {
  return ordersOf(site, scale)
    .flatMap((order) => Array.from({ length: site.random.whole(...order.rule.each) }, () => order))
    .map((order, i) => placeIn(site, order, i + 1));
}

function ordersOf(
  { lanes }: PlaceSite,
  { transfers, extraRooms }: { transfers: number; extraRooms: number },
): Order[] {
  const byUse = (...uses: readonly LandUse[]): NamedLane[] =>
    lanes.filter(({ lane }) => uses.includes(lane.use));
  const communities = [...new Set(lanes.map(({ community }) => community))];
  const everywhere = communities.flatMap((community) => {
    const own = lanes.filter((lane) => lane.community === community);
    return RULES.map((rule): Order => ({
      rule,
      lanes: own,
      namedAfter: rule.indoors ? "community" : "compound",
    }));
  });
  const busy = byUse("commercial", "market", "hospital");
  const rooms = RULES.slice(0, 2).map((rule): Order => ({ rule, lanes: busy, namedAfter: "compound" }));
  const transfer: Order = { rule: TRANSFER, lanes: byUse("factory"), namedAfter: "compound" };
  return [
    ...everywhere,
    ...Array.from({ length: extraRooms }, () => rooms).flat(),
    ...Array.from({ length: transfers }, () => transfer),
  ];
}

const TRANSFER: PlaceRule = {
  kind: "waste-transfer",
  label: "垃圾转运站",
  each: [1, 1],
  indoors: false,
  openingHours: "Mo-Su 05:00-22:00",
  staff: [3, 6],
};

function placeIn(site: PlaceSite, { rule, lanes, namedAfter }: Order, number: number): PlaceRecord {
  const { lane, at } = spotIn(site, rule, lanes);
  const { random, prefix } = site;
  return {
    externalId: `${prefix}-PL-${String(number).padStart(4, "0")}`,
    name: `${lane[namedAfter].name}${rule.label}`,
    kind: rule.kind,
    position: [...toLngLat(at)],
    telephone: rule.indoors ? `000-${String(random.whole(0, 9999)).padStart(4, "0")}` : null,
    openingHours: rule.openingHours,
    staffOnDuty: rule.staff ? random.whole(...rule.staff) : null,
  };
}

function spotIn(
  site: PlaceSite,
  rule: PlaceRule,
  lanes: readonly NamedLane[],
): { lane: NamedLane; at: Point } {
  const lived = lanes.filter(({ lane }) => isLivedIn(lane.use));
  const order = shuffled(lived.length > 0 ? lived : lanes, site.random);
  for (const lane of order) {
    const at = rule.indoors ? roomIn(site, lane) : spotOutdoors(site, lane);
    if (at) return { lane, at };
  }
  const fallback = lanes[0] ?? site.lanes[0]; // a town too small for it: the first lane grid there is
  if (!fallback) throw new Error("places: no lane grid");
  return { lane: fallback, at: fallback.lane.centre };
}

function roomIn({ built, random }: PlaceSite, { lane }: NamedLane): Point | null {
  const { buildings = [] } = built.get(lane.face) ?? {};
  return buildings.length > 0 ? centroidOf(random.pick(buildings).footprint) : null;
}

/** Beside the lanes: near a line of the grid, off its road, not in a building or in water. */
function spotOutdoors({ buildingFinder, isWet, random }: PlaceSite, { lane }: NamedLane): Point | null {
  const reach = Math.sqrt(lane.area);
  for (let attempt = 0; attempt < 30; attempt++) {
    const at: Point = [
      lane.centre[0] + random.between(-reach, reach) / 2,
      lane.centre[1] + random.between(-reach, reach) / 2,
    ];
    const away = insideBy(at, lane);
    if (away > 6.5 && away < 26 && buildingFinder.find(at) === null && !isWet(at)) return at;
  }
  return null;
}

const insideBy = (at: Point, { ring }: NamedLane["lane"]): number =>
  isInside(at, ring) ? ringDistance(at, ring) : -1;
