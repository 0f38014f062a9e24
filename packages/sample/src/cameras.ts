import type { CameraRecord } from "@getu/domain";
import type { Finder } from "./finder.ts";
import type { NamedLane } from "./grids.ts";
import { toLngLat } from "./ground.ts";
import { add, between, direction, distance, leftOf, minus, unit } from "./plane.ts";
import type { Point } from "./plane.ts";
import type { Random } from "./random.ts";
import type { Road, RoadKind } from "./roads.ts";

/** What cameras are placed by. */
export type CameraSite = {
  roads: readonly Road[];
  lanes: readonly NamedLane[];
  laneFinder: Finder;
  buildingFinder: Finder;
  random: Random;
  prefix: string;
  /** The moment the list was made; statuses began before it. */
  asOf: Date;
};

/** From the middle of the road to the pole. */
const POLE_METRES = { arterial: 20, secondary: 12.5, lane: 5.5, path: 3.6 } as const;

type Spot = { at: Point; heading: number; crossing: boolean; kind: RoadKind; road: string | null };

/** Exactly `count` cameras along roads and at crossings, spread evenly over the length of the roads. */
export function camerasOf(site: CameraSite, count: number): CameraRecord[] {
  const spots = spotsOf(site);
  const chosen = evenly(spots, count);
  return chosen.map((spot, i) => cameraAt(site, spot, i + 1));
}

/** Every k-th of the list, exactly `count` of them (all when there are fewer). */
function evenly<T>(list: readonly T[], count: number): T[] {
  if (list.length <= count) return [...list];
  return Array.from({ length: count }, (_, i) => list[Math.floor((i * list.length) / count)]!); // below length
}

/** A pole every 30 to 60 metres, on alternate sides, inside a lane grid and clear of buildings. */
function spotsOf(site: CameraSite): Spot[] {
  return site.roads.flatMap(({ line, kind, points }) => {
    const step = kind === "path" ? 62 : 44;
    return along(points, step).flatMap((place, i): Spot[] => {
      const side = i % 2 === 0 ? 1 : -1;
      const at = add(place.at, leftOf(direction(place.heading)), side * POLE_METRES[kind]);
      if (site.laneFinder.find(at) === null || site.buildingFinder.find(at) !== null) return [];
      const heading = place.heading + (site.random.chance(0.5) ? Math.PI : 0);
      return [{ at, heading, crossing: place.end, kind, road: line.name }];
    });
  });
}

/** Places along a line, the first and last near its ends. */
function along(points: readonly Point[], step: number): { at: Point; heading: number; end: boolean }[] {
  const places: { at: Point; heading: number; end: boolean }[] = [];
  let ahead = 14;
  points.slice(1).forEach((b, i) => {
    const a = points[i]!; // slice(1) is shorter by one
    const length = distance(a, b);
    const [dx, dy] = unit(minus(b, a));
    for (; ahead < length; ahead += step) {
      places.push({
        at: between(a, b, ahead / length),
        heading: Math.atan2(dy, dx),
        end: places.length === 0,
      });
    }
    ahead -= length;
  });
  return places;
}

function cameraAt(site: CameraSite, spot: Spot, number: number): CameraRecord {
  const { random, prefix } = site;
  const lane = site.lanes[site.laneFinder.find(spot.at)!]!; // spots lie inside a lane grid
  const kind = kindOf(spot, random);
  const where = spot.road ? `${spot.road}${spot.crossing ? "路口" : ""}` : lane.record.name;
  const record: CameraRecord = {
    externalId: `${prefix}-CAM-${String(number).padStart(4, "0")}`,
    name: `${where}${kind === "ptz" ? "云台" : kind === "panoramic" ? "全景" : ""}${number}号`,
    kind,
    position: [...toLngLat(spot.at)],
    mountingHeightMetres:
      Math.round(random.between(spot.kind === "path" ? 3 : 4.5, spot.crossing ? 8 : 6.5) * 10) / 10,
    sectors: sectorsOf(spot, kind, random),
    rangeMetres: Math.round(random.between(30, spot.kind === "path" ? 50 : 80)),
    owner: ownerOf(spot, lane, random),
    ...statusOf(site),
    verifiedAt: null,
  };
  return { ...record, verifiedAt: verifiedAtOf(record, { number, asOf: site.asOf }) };
}

/** The police has looked at three in four of its own within the year; made up without a draw, which would move all that follows. */
function verifiedAtOf(
  { owner }: CameraRecord,
  { number, asOf }: { number: number; asOf: Date },
): string | null {
  if (!owner?.startsWith("派出所") || number % 4 === 0) return null;
  return new Date(asOf.getTime() - ((number * 37) % 360) * 24 * HOUR_MS).toISOString();
}

function kindOf(spot: Spot, random: Random): CameraRecord["kind"] {
  if (spot.crossing && random.chance(0.3)) return random.chance(0.6) ? "ptz" : "panoramic";
  return random.chance(spot.kind === "path" ? 0.25 : 0.08) ? "dome" : "fixed";
}

/** Bearings run clockwise from north, headings counter-clockwise from east. */
const bearingOf = (heading: number): number => {
  const degrees = Math.round(90 - (heading * 180) / Math.PI);
  return ((degrees % 360) + 360) % 360;
};

function sectorsOf(spot: Spot, kind: CameraRecord["kind"], random: Random): CameraRecord["sectors"] {
  const bearingDegrees = bearingOf(spot.heading + random.normal() * 0.07);
  if (kind === "panoramic") return [{ bearingDegrees, fieldOfViewDegrees: 360 }];
  const sector = { bearingDegrees, fieldOfViewDegrees: random.whole(60, kind === "fixed" ? 90 : 110) };
  const back = { ...sector, bearingDegrees: (bearingDegrees + 180) % 360 };
  return spot.crossing && kind === "fixed" && random.chance(0.35) ? [sector, back] : [sector];
}

function ownerOf(spot: Spot, { community, compound }: NamedLane, random: Random): string {
  if (spot.kind === "arterial") return random.chance(0.6) ? "交警大队（示范）" : "派出所（示范）";
  if (spot.kind === "secondary") return random.chance(0.75) ? "派出所（示范）" : "城管中队（示范）";
  if (community.name.endsWith("村")) return `${community.name}村委会`;
  return random.chance(0.7) ? `${compound.name}物业` : "派出所（示范）";
}

const HOUR_MS = 3_600_000;

/** 93 in 100 work; the rest have been down for hours to weeks. */
function statusOf({ random, asOf }: CameraSite): Pick<CameraRecord, "status" | "statusSince"> {
  const since = (hours: number): string =>
    new Date(asOf.getTime() - Math.round(hours * HOUR_MS)).toISOString();
  const chance = random.next();
  if (chance < 0.93) return { status: "online", statusSince: since(random.between(24, 24 * 200)) };
  if (chance < 0.97) return { status: "offline", statusSince: since(random.between(0.2, 24 * 9)) };
  if (chance < 0.99) return { status: "maintenance", statusSince: since(random.between(2, 24 * 4)) };
  return { status: "unknown", statusSince: null };
}
