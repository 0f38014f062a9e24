import { CODE_WITHIN_METRES, isOfAnotherDate } from "@getu/domain";
import type { CodeAgreement, GridArea, Placement } from "@getu/domain";
import { createTurfAreaIndex, distanceToAreaMetres } from "@getu/geometry";
import type { AreaIndex, LngLat } from "@getu/geometry";
import { createCodeReader } from "./code-reader.ts";
import type { CodeComparison } from "./code-reader.ts";

/** A grid with the codes that points in it may bear: its own, and those of the grids above it. */
export type CodedGrid = GridArea & { codes: readonly string[] };

/** How a point's own code agrees with where it lies; `own` = the grids that bear the code. */
export type CodeFinding = { equal: boolean; within30m: boolean; own: ReadonlySet<number> };

/** Holds a point's code against the grids that contain it; null where the code names no grid. */
export type CodeComparer = (code: unknown, placement: Placement, position: LngLat) => CodeFinding | null;

/** Compares with these grids, whose ids are those of the placements. */
export function createCodeComparer(grids: readonly CodedGrid[], comparison: CodeComparison): CodeComparer {
  const codeOf = createCodeReader(comparison);
  const areas = new Map(grids.map(({ id, area }) => [id, area]));
  const contains = createContainment(areas);
  const bearers = new Map<string, Set<number>>();
  for (const { id, codes } of grids)
    for (const each of codes) {
      const code = codeOf(each);
      if (code !== null) bearers.set(code, (bearers.get(code) ?? new Set()).add(id));
    }
  return (given, placement, position) => {
    const code = codeOf(given);
    const own = code === null ? undefined : bearers.get(code);
    if (!own) return null;
    const isWithin = (grid: number): boolean =>
      distanceToAreaMetres(position, areas.get(grid)!) <= CODE_WITHIN_METRES; // own holds ids of grids
    const equal =
      contains.surely(own, placement) || [...own].some((grid) => contains.exactly(grid, placement, position));
    return { equal, within30m: !equal && [...own].some(isWithin), own };
  };
}

/** Nearer to a border than this, the engine's rounding to whole units may have decided. */
const ROUNDING_METRES = 0.05;

/**
 * Whether a grid contains a position, its border included, by the unrounded coordinates: a point on the border between
 * two grids agrees with either code, whichever of them the owner rule gives it to.
 */
function createContainment(areas: ReadonlyMap<number, GridArea["area"]>) {
  const tests = new Map<number, AreaIndex>();
  const isInside = (grid: number, position: LngLat): boolean => {
    const test = tests.get(grid) ?? createTurfAreaIndex([areas.get(grid)!]); // Turf's test is exact on doubles
    tests.set(grid, test);
    return test.ownerOf(position) === 0;
  };
  return {
    surely: (own: ReadonlySet<number>, { gridId, distanceToBorderMetres }: Placement): boolean =>
      gridId !== null && own.has(gridId) && distanceToBorderMetres > ROUNDING_METRES,
    exactly(grid: number, { candidates }: Placement, position: LngLat): boolean {
      const isFar =
        !candidates.includes(grid) && distanceToAreaMetres(position, areas.get(grid)!) > ROUNDING_METRES; // as above
      return !isFar && isInside(grid, position);
    },
  };
}

/** Nothing compared yet. */
export const noAgreement = (): CodeAgreement => ({ known: 0, equal: 0, different: 0, within30m: 0 });

/** Counts one finding. */
export function countFinding(agreement: CodeAgreement, { equal, within30m }: CodeFinding): void {
  agreement.known += 1;
  agreement[equal ? "equal" : "different"] += 1;
  if (within30m) agreement.within30m += 1;
}

/** What a person is told when codes seem to be of other boundaries than those they were compared with. */
export const agreementWarnings = (agreement: CodeAgreement | null): string[] =>
  agreement && isOfAnotherDate(agreement)
    ? [
        `only ${agreement.within30m} of ${agreement.different} disagreements lie within ${CODE_WITHIN_METRES} m of their own grid: boundaries of another date, or a wrong datum?`,
      ]
    : [];
