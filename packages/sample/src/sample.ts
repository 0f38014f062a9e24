import { DEFAULT_TIERS } from "@getu/domain";
import type {
  Basemap,
  BasemapKind,
  CameraRecord,
  Catalogue,
  ClusterRecord,
  GridRecord,
  IncidentRecord,
  PlaceRecord,
  Territory,
  WorkingCalendar,
} from "@getu/domain";
import { TIME_ZONE } from "./calendar.ts";
import { createIncidentMaker } from "./incidents.ts";
import type { IncidentMaker, IncidentOptions, Trickle } from "./incidents.ts";
import type { IncidentPlace } from "./incident-spot.ts";
import { gridCode } from "./codes.ts";
import { INCIDENTS_PER_DAY, STREET_SIZE, TINY_SIZE } from "./sizes.ts";
import { createStreet } from "./street.ts";
import type { Street } from "./street.ts";

/** How much to make: a handful of grids for tests, one street office, or twenty of them. */
export type SampleScale = "tiny" | "street" | "city";

/** A made-up town, complete but for ids. */
export type Sample = {
  territory: Pick<Territory, "code" | "name" | "tiers" | "timeZone"> & { demo: true };
  /** Parents come before their children. */
  grids: GridRecord[];
  cameras: CameraRecord[];
  places: PlaceRecord[];
  /** By buildings, and so of a street alone. */
  clusters: ClusterRecord[];
  /** A city has no buildings: 140,000 footprints would not help a screen at that scale. */
  basemap: Basemap;
  /** Incidents reported in `[from, to)` and not after `now`, oldest report first, made one at a time. */
  incidents(options: IncidentOptions): Generator<IncidentRecord>;
  createTrickle(options: { seed: number }): Trickle;
};

/** What to make a town from. */
export type SampleOptions = {
  seed: number;
  catalogue: Catalogue;
  /** Deadlines follow it. */
  calendar: WorkingCalendar;
  scale?: SampleScale;
  /** Camera statuses are told as of this moment; a fixed one when left out. */
  asOf?: Date;
};

/** The same options give the same town; nothing depends on the clock. */
export function createSampleStreet({
  seed,
  catalogue,
  calendar,
  scale = "street",
  asOf = LONG_AGO,
}: SampleOptions): Sample {
  const key = `getu/${seed}`;
  const streets = scale === "city" ? cityStreets(key, asOf) : [oneStreet(key, scale, asOf)];
  const maker = lazily(() =>
    makerOf({ key, catalogue, calendar, streets, perDay: INCIDENTS_PER_DAY[scale] }),
  );
  return {
    territory: territoryOf(streets, scale),
    grids: streets.flatMap((street, i) => [
      ...(scale === "city" ? [streetGrid(street, i)] : []),
      ...street.records,
    ]),
    cameras: streets.flatMap(({ cameras }) => cameras),
    places: streets.flatMap(({ places }) => places),
    clusters: scale === "city" ? [] : streets.flatMap(({ clusters }) => clusters),
    basemap: joinedBasemap(streets, scale),
    incidents: (options) => maker().list(options),
    createTrickle: (options) => maker().createTrickle(options),
  };
}

const LONG_AGO = new Date("2026-01-01T00:00:00.000Z");

function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

const oneStreet = (key: string, scale: "tiny" | "street", asOf: Date): Street =>
  createStreet(key, scale === "tiny" ? TINY_SIZE : STREET_SIZE, {
    column: 0,
    row: 0,
    index: 0,
    parent: null,
    tier: 0,
    asOf,
  });

const CITY = { columns: 5, rows: 4 } as const;

function cityStreets(key: string, asOf: Date): Street[] {
  return Array.from({ length: CITY.columns * CITY.rows }, (_, index) => {
    const place = { column: index % CITY.columns, row: Math.floor(index / CITY.columns), index };
    return createStreet(key, STREET_SIZE, { ...place, parent: streetId(index), tier: 1, asOf });
  });
}

const streetId = (index: number): string => `YQ-S${String(index + 1).padStart(2, "0")}`;

const streetGrid = ({ name, households, leader }: Street, index: number): GridRecord => ({
  externalId: streetId(index),
  tier: 0,
  code: gridCode([990_101, index + 1]),
  name: `${name}街道（示范）`,
  parentExternalId: null,
  leaderName: leader,
  households,
  area: null,
});

const STREET_TIER = { key: "street", name: { zh: "街道", en: "Street" } } as const;

function territoryOf([first]: readonly Street[], scale: SampleScale): Sample["territory"] {
  const city = scale === "city";
  return {
    code: city ? "990101" : gridCode([990_101, 1]),
    name: city
      ? { zh: "云桥市（示范）", en: "Yunqiao City (demo)" }
      : { zh: `${first?.name ?? "云桥"}街道（示范）`, en: "Yunqiao Street Office (demo)" },
    tiers: city ? [STREET_TIER, ...DEFAULT_TIERS] : [...DEFAULT_TIERS],
    timeZone: TIME_ZONE,
    demo: true,
  };
}

function joinedBasemap(streets: readonly Street[], scale: SampleScale): Basemap {
  const kinds: BasemapKind[] =
    scale === "city" ? ["water", "green", "road"] : ["water", "green", "road", "building"];
  return Object.fromEntries(
    kinds.map((kind) => {
      const features = streets.flatMap(({ basemap }) => basemap[kind]?.features ?? []);
      return [kind, { type: "FeatureCollection", features }];
    }),
  );
}

type MakerParts = Pick<SampleOptions, "catalogue" | "calendar"> & {
  key: string;
  streets: readonly Street[];
  perDay: number;
};

function makerOf({ key, catalogue, calendar, streets, perDay }: MakerParts): IncidentMaker {
  const places = streets.map((street): IncidentPlace => ({
    spots: street.spots(),
    outline: street.outline,
    corners: street.lanes.flatMap(({ lane }) => lane.ring),
    weight: street.households,
  }));
  return createIncidentMaker({ seed: key, prefix: "YQ", catalogue, calendar, places, perDay });
}
