import type { Context } from "@getu/api";
import { createGridTree, scopeOf } from "@getu/domain";
import type { Label, Need, NeedKind, NeedState, Territory } from "@getu/domain";
import { countNeeds, listGrids, listNeeds } from "@getu/store";
import { createTimeText, pathText, TITLES } from "./export-words.ts";
import type { ExportLanguage } from "./export-words.ts";
import { MOST_ROWS } from "./incident-sheet.ts";
import type { CountedSheet } from "./incident-sheet.ts";
import type { Cell } from "./sheet.ts";

/** The ledger of demands and micro-wishes as it is to be exported; no kind = both. */
export type NeedExport = {
  state: NeedState;
  kind?: NeedKind | undefined;
  language: ExportLanguage;
  mostRows?: number;
};

const PAGE = 500;

const KINDS = {
  demand: { zh: "诉求", en: "Demand" },
  wish: { zh: "微心愿", en: "Micro-wish" },
} as const satisfies Record<NeedKind, Label>;

/** What people asked for on visits and what they were answered, newest first, as the viewer may export it. */
export async function needSheet(
  { db, viewer }: Context,
  territory: Territory,
  { state, kind, language, mostRows = MOST_ROWS }: NeedExport,
): Promise<CountedSheet> {
  const filter = { ...scopeOf(viewer, "incident.export", territory.id), state, kind };
  const count = await countNeeds(db, filter);
  const written = Math.min(count, mostRows);
  const tree = createGridTree(await listGrids(db, { territoryId: territory.id }));
  const time = createTimeText(territory.timeZone);
  const cells = {
    number: ({ id }) => id,
    kind: (need) => KINDS[need.kind][language],
    summary: ({ text }) => text,
    household: ({ cluster }) => cluster.name,
    grid: ({ cluster }) => pathText(tree, cluster.gridId),
    reported: ({ openedAt }) => time(openedAt),
    openedBy: ({ openedBy }) => openedBy,
    answer: ({ answer }) => answer?.text ?? null,
    answered: ({ answer }) => time(answer?.at ?? null),
    answeredBy: ({ answer }) => answer?.by ?? null,
    corrections: ({ answer }) => answer?.earlier.length ?? null,
  } satisfies Partial<Record<keyof typeof TITLES, (need: Need) => Cell>>;
  async function* rows(): AsyncGenerator<Cell[]> {
    let [left, before] = [written, undefined as number | undefined];
    while (left > 0) {
      const page = await listNeeds(db, { ...filter, before, limit: Math.min(PAGE, left) });
      for (const need of page) yield Object.values(cells).map((cellOf) => cellOf(need));
      left = page.length === 0 ? 0 : left - page.length; // some may have been answered since
      before = page.at(-1)?.id;
    }
  }
  const titles = Object.keys(cells).map((name) => TITLES[name as keyof typeof cells][language]);
  return { titles, rows: rows(), written, leftOut: count - written, isMore: false };
}
