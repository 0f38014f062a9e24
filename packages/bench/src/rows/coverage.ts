import { readFileSync } from "node:fs";
import {
  catalogueSchema,
  certaintyOf,
  createCoverageCount,
  DEFAULT_RANGE_METRES,
  sumShares,
  workingCalendarSchema,
} from "@getu/domain";
import type { Camera, CoverageSite } from "@getu/domain";
import { bboxOf } from "@getu/geometry";
import type { AreaGeometry, Bbox } from "@getu/geometry";
import { createSampleStreet } from "@getu/sample";
import { area } from "@turf/area";
import { featureCollection, polygon } from "@turf/helpers";
import { intersect } from "@turf/intersect";
import { sector } from "@turf/sector";
import { union } from "@turf/union";
import type { Feature, MultiPolygon, Polygon } from "geojson";
import type { Benchmark, Outcome, RunOptions } from "../benchmark.ts";
import { toContest, toTimes } from "../format.ts";
import { measureInterleaved, medianOf } from "../measure.ts";

/** As many as a street of 200,000 residents has. */
const CAMERAS = 2000;

type Street = { site: CoverageSite; cameras: Camera[] };
type Shape = Feature<Polygon | MultiPolygon>;

const readData = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../../data/${name}`, import.meta.url), "utf8"));

/** The demo street with so many of its cameras, all of them at work. */
function createStreet(count: number): Street {
  const street = createSampleStreet({
    seed: 1,
    catalogue: catalogueSchema.parse(readData("catalogue.json")),
    calendar: workingCalendarSchema.parse(readData("working-calendar.json")),
  });
  const grids = street.grids.flatMap(({ area: outline }, i) =>
    outline ? [{ id: i + 1, area: outline }] : [],
  );
  const buildings = (street.basemap.building?.features ?? []).map(({ geometry }) => geometry as AreaGeometry);
  const cameras = street.cameras
    .slice(0, count)
    .map((record, i): Camera => ({ ...record, id: i + 1, gridId: null, status: "online" }));
  return { site: { grids, buildings }, cameras };
}

const isTouching = (one: Bbox, other: Bbox): boolean =>
  one[0] <= other[2] && other[0] <= one[2] && one[1] <= other[3] && other[1] <= one[3];

/** Square metres that Turf finds to be seen: sectors of cameras united grid by grid. Buildings do not cut them, which is less work. */
function countWithTurf({ site, cameras }: Street): number {
  const sectors = cameras.flatMap(({ position, sectors: all, rangeMetres }) =>
    all.map(({ bearingDegrees, fieldOfViewDegrees }): Shape => {
      const half = Math.min(fieldOfViewDegrees, 359.9) / 2;
      const range = rangeMetres ?? DEFAULT_RANGE_METRES;
      return sector(position, range, bearingDegrees - half, bearingDegrees + half, { units: "meters" });
    }),
  );
  const boxes = sectors.map(({ geometry }) => bboxOf(geometry));
  return site.grids.reduce((sum, grid) => {
    const box = bboxOf(grid.area);
    const near = sectors.filter((_, i) => isTouching(boxes[i]!, box)); // a box for each sector
    const seen = near.length > 1 ? union(featureCollection(near)) : (near[0] ?? null);
    const own = polygon((grid.area as Polygon).coordinates);
    const inside = seen && intersect(featureCollection<Polygon | MultiPolygon>([seen, own]));
    return sum + (inside ? area(inside) : 0);
  }, 0);
}

const seenOf = (street: Street): number =>
  sumShares(createCoverageCount(street.site, street.cameras).all().grids).seenSquareMetres;

/** Throws when Turf does not find the same area where no building stands, which it does not know of. */
function assertAgreement(street: Street, turfs: number): void {
  const ours = seenOf({ ...street, site: { ...street.site, buildings: [] } });
  if (Math.abs(ours / turfs - 1) > 0.005) throw new Error(`${ours} m² are seen, ${turfs} m² by Turf`);
}

/** Seconds that one camera takes that goes off and comes back, in the middle of many. */
function secondsOfChange({ site, cameras }: Street, changes: number): number {
  const count = createCoverageCount(site, cameras);
  const seconds = Array.from({ length: changes }, (_, i) => {
    const camera = cameras[(i * 37) % cameras.length]!; // modulo length
    const start = performance.now();
    count.replace({ ...camera, status: i % 2 === 0 ? "offline" : "online" });
    return (performance.now() - start) / 1000;
  });
  return medianOf(seconds);
}

/** How long it takes to count what cameras see of a street, cut by its buildings, and again when one camera changes. */
export const coverage: Benchmark = {
  name: "coverage",
  async run({ quick, say }: RunOptions): Promise<Outcome> {
    const street = createStreet(quick ? 300 : CAMERAS);
    const { site, cameras } = street;
    let seenByTurf = Number.NaN;
    const contenders = [
      { name: "coverage", round: () => Math.sign(seenOf(street)) },
      { name: "turf.union of turf.sector", round: () => Math.sign((seenByTurf = countWithTurf(street))) },
    ];
    seenOf(street); // the compiler's turn; Turf takes so long that it needs none
    const rates = await measureInterleaved(contenders, { warmUps: 0, rounds: quick ? 1 : 2, clock: "cpu" });
    say("coverage: the same area as Turf without buildings");
    assertAgreement(street, seenByTurf);
    const [ours, turfs] = [rates[0]!, rates[1]!]; // two contenders
    const size = `${cameras.length} cameras, ${site.grids.length} grids, ${site.buildings.length} buildings`;
    const known = cameras.filter((camera) => certaintyOf(camera) !== null).length;
    const change = secondsOfChange(street, quick ? 20 : 200);
    const row = { unit: "×", better: "higher", floor: 2, goal: 10 } as const;
    return {
      rows: [
        {
          name: `camera coverage counted whole, ${size}`,
          peer: "",
          value: 1 / ours.median,
          unit: "s",
          better: "lower",
          floor: 10,
          goal: 3,
          details: `${toTimes(ours, 1)} CPU seconds of one thread; ${known} cameras with a direction, cells of a metre`,
        },
        {
          ...row,
          name: `camera coverage, ${size}`,
          peer: "turf.union of turf.sector, grid by grid, not cut by buildings",
          value: ours.median / turfs.median,
          details: `without buildings both find the same area within 0.5 %; ${toContest(rates, "counts per CPU second")}`,
        },
        {
          ...row,
          name: "camera coverage, one camera changes",
          peer: "counting all anew",
          value: 1 / ours.median / change,
          floor: 50,
          goal: 200,
          details: `${(change * 1000).toFixed(1)} ms against ${(1000 / ours.median).toFixed(0)} ms`,
        },
      ],
      leftOut: [],
    };
  },
};
