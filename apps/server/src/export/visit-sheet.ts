import type { Context } from "@getu/api";
import { createGridTree, scopeOf } from "@getu/domain";
import type { Label, Territory, VisitCounts } from "@getu/domain";
import { coverVisits, listGrids } from "@getu/store";
import { NOT_IN_TIER, TITLES, TOTAL } from "./export-words.ts";
import type { ExportLanguage } from "./export-words.ts";
import type { CountedSheet } from "./incident-sheet.ts";
import type { Cell } from "./sheet.ts";

/** How far visits keep their rhythm, as it is to be exported. */
export type VisitExport = { tier: number; language: ExportLanguage };

const COUNT_TITLES = {
  clusters: { zh: "住户（处）", en: "Addresses" },
  households: { zh: "户数", en: "Households" },
  within: { zh: "周期内已走访", en: "Visited in time" },
  late: { zh: "逾期", en: "Late" },
  never: { zh: "从未走访", en: "Never visited" },
  unset: { zh: "未定周期", en: "No rhythm" },
} as const satisfies Record<keyof VisitCounts, Label>;

const COUNTS = Object.keys(COUNT_TITLES) as (keyof VisitCounts)[]; // its own keys

const countCells = (counts: VisitCounts): Cell[] => COUNTS.map((name) => counts[name]);

/** How far visits keep their rhythm by the grids of one tier, as the viewer may export it. */
export async function visitSheet(
  { db, viewer }: Context,
  territory: Territory,
  { tier, language }: VisitExport,
): Promise<CountedSheet> {
  const scope = scopeOf(viewer, "incident.export", territory.id);
  const coverage = await coverVisits(db, { ...scope, tier, timeZone: territory.timeZone });
  const tree = createGridTree(await listGrids(db, { territoryId: territory.id }));
  const { everyDays, total, grids, elsewhere } = coverage;
  const table: Cell[][] = [
    [TOTAL[language], null, everyDays, ...countCells(total)],
    ...grids.map(({ gridId, ...counts }) => {
      const [grid, above] = tree.chainOf(gridId);
      return [grid?.name ?? gridId, above?.name ?? null, counts.everyDays, ...countCells(counts)];
    }),
    [NOT_IN_TIER[language], null, null, ...countCells(elsewhere)],
  ];
  async function* rows(): AsyncGenerator<Cell[]> {
    yield* table;
  }
  const titles = [TITLES.grid, TITLES.above, TITLES.everyDays, ...COUNTS.map((name) => COUNT_TITLES[name])];
  return {
    titles: titles.map((title) => title[language]),
    rows: rows(),
    written: table.length,
    leftOut: 0,
    isMore: false,
  };
}
