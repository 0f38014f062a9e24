import type { GridRecord } from "@getu/domain";
import type { LngLat } from "@getu/geometry";
import { findOverlaps } from "@getu/geometry/partition";
import type { Outline } from "@getu/sources";
import type { ImportReport } from "./import-session.ts";
import { idOfFile } from "./place-grids.ts";
import type { GridSurroundings, PlacedGrids } from "./place-grids.ts";

/** Two grids that claim the same ground, by their ids in files, and where the largest piece of it lies. */
type OverlappingGrids = { grids: readonly [string, string]; squareMetres: number; at: LngLat };

/** What an import says of overlaps; nothing is said where there are none. */
export type OverlapNotes = Required<Pick<ImportReport, "warnings" | "lines" | "findings" | "facts">>;

const MAX_FINDINGS = 5;

/** Says which grids of a file overlap each other or those of their tier that earlier files have brought, the most ground first. */
export function noteOverlaps(
  { grids }: Pick<PlacedGrids, "grids">,
  { outlines, tier }: Pick<GridSurroundings, "outlines" | "tier">,
): OverlapNotes {
  const fresh = grids.flatMap((grid) => (grid.area ? [{ ...grid, area: grid.area }] : []));
  const replaced = new Set(grids.map(({ externalId }) => externalId));
  const standing = outlines.filter((each) => each.tier === tier && !replaced.has(each.externalId));
  const all: readonly (Outline & Partial<GridRecord>)[] = [...fresh, ...standing];
  const found = findOverlaps(all.map(({ area }, i) => ({ owner: i + 1, area })));
  const isFresh = (owner: number): boolean => owner <= fresh.length;
  const overlaps = found.overlaps.filter(({ owners }) => owners.some(isFresh));
  const nameOf = (owner: number): string => calledBy(all[owner - 1]!); // owners number them from 1
  const idOf = (owner: number): string => idOfFile(all[owner - 1]!.externalId);
  const unread = found.unread.filter(isFresh).map(nameOf);
  return {
    warnings: [...warningOf(overlaps), ...unreadWarning(unread)],
    lines: overlaps.length > 0 ? [["pairs of grids that overlap", overlaps.length]] : [],
    findings: shorten(
      overlaps.map(({ owners, ...overlap }) => sentenceOf(owners.map(nameOf), overlap)),
      "pairs (--json lists all)",
    ),
    facts: {
      overlaps: overlaps.map(({ owners: [one, other], squareMetres, at }): OverlappingGrids => ({
        grids: [idOf(one), idOf(other)],
        squareMetres: Math.ceil(squareMetres),
        at,
      })),
    },
  };
}

function calledBy({ externalId, name, code }: Outline & Partial<GridRecord>): string {
  const id = code ?? idOfFile(externalId);
  return name === undefined || name === id ? `"${id}"` : `"${name}" (${id})`;
}

const sentenceOf = (
  names: readonly string[],
  { squareMetres, at }: Pick<OverlappingGrids, "squareMetres" | "at">,
): string => `${names.join(" and ")} overlap by ${Math.ceil(squareMetres)} m², at ${at.join(" ")}`;

const shorten = (sentences: readonly string[], rest: string): string[] =>
  sentences.length > MAX_FINDINGS
    ? [...sentences.slice(0, MAX_FINDINGS), `and ${sentences.length - MAX_FINDINGS} more ${rest}`]
    : [...sentences];

function warningOf(overlaps: readonly { squareMetres: number }[]): string[] {
  if (overlaps.length === 0) return [];
  const squareMetres = overlaps.reduce((sum, overlap) => sum + overlap.squareMetres, 0);
  const pairs =
    overlaps.length === 1 ? "1 pair of grids overlaps" : `${overlaps.length} pairs of grids overlap`;
  return [
    `${pairs}, by ${Math.ceil(squareMetres)} m² in all: what lies there is of the grid that came first, and boundaries that overlap cannot be redrawn`,
  ];
}

const unreadWarning = (names: readonly string[]): string[] =>
  names.length === 0
    ? []
    : [
        `${names.length} grids could not be looked through for overlaps: ${shorten(names, "of them").join(", ")}`,
      ];
