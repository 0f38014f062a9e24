import type { Context } from "@getu/api";
import {
  CHANNEL_LABELS,
  createGridTree,
  findCondition,
  gridPathsOf,
  scopeOf,
  SEVERITY_LABELS,
} from "@getu/domain";
import type { GridTree, Queue, QueueCursor, QueueEntry, QueueFilter, QueueOrder } from "@getu/domain";
import type { Territory, Viewer } from "@getu/domain";
import { countQueue, listGrids, readQueue } from "@getu/store";
import type { QueueRequest } from "@getu/store";
import { createTimeText, pathText, TITLES } from "./export-words.ts";
import type { ExportLanguage } from "./export-words.ts";
import type { Cell, Sheet } from "./sheet.ts";

/** What a spreadsheet can be worked with; Excel itself ends at a million rows. */
export const MOST_ROWS = 50_000;
/** Counting what is left out ends there. */
const MOST_COUNTED = 1_000_000;
const PAGE = 500;

/** A queue as it is to be exported. */
export type IncidentExport = {
  queue: Queue;
  order: QueueOrder;
  filter: QueueFilter;
  language: ExportLanguage;
  mostRows?: number;
};

/** A table with how many rows it has, and how many more there would be: at least so many when `isMore`. */
export type CountedSheet = Sheet & { written: number; leftOut: number; isMore: boolean };

/** Grants that let one both act and export: what falls to these is one's own in a queue. */
function actorsOf(viewer: Viewer, territoryId: number): QueueRequest["actors"] {
  const permissions = ["incident.act", "incident.export"] as const;
  return viewer.grants.filter((grant) =>
    permissions.every(
      (permission) => gridPathsOf({ ...viewer, grants: [grant] }, permission, territoryId).length > 0,
    ),
  );
}

/** The incidents of a queue that the viewer may export, in the queue's order. */
export async function incidentSheet(
  context: Context,
  territory: Territory,
  { language, mostRows = MOST_ROWS, ...asked }: IncidentExport,
): Promise<CountedSheet> {
  const { db, viewer } = context;
  const scope = scopeOf(viewer, "incident.export", territory.id);
  const request = { ...asked, scope, actors: actorsOf(viewer, territory.id) };
  const { count, isMore } = await countQueue(db, {
    ...request,
    most: MOST_COUNTED,
    mostWalked: MOST_COUNTED,
  });
  const tree = createGridTree(await listGrids(db, { territoryId: territory.id }));
  const columns = incidentColumns(context, { territory, language, tree });
  const written = Math.min(count, mostRows);
  async function* rows(): AsyncGenerator<Cell[]> {
    let [left, after] = [written, null as QueueCursor | null]; // what was written down leaves the house, and no row more
    while (left > 0) {
      const page = await readQueue(db, { ...request, limit: Math.min(PAGE, left), after });
      for (const entry of page.entries) yield columns.map(({ cellOf }) => cellOf(entry));
      left -= page.entries.length;
      after = page.next;
      if (after === null) return;
    }
  }
  return {
    titles: columns.map(({ title }) => title),
    rows: rows(),
    written,
    leftOut: count - written,
    isMore,
  };
}

type Column = { title: string; cellOf: (entry: QueueEntry) => Cell };
type Naming = { territory: Territory; language: ExportLanguage; tree: GridTree };

/** No column holds a contact: these stand elsewhere and are never joined. */
function incidentColumns({ catalogue, chain, loopWords }: Context, naming: Naming): Column[] {
  const { territory, language, tree } = naming;
  const time = createTimeText(territory.timeZone);
  const categories = new Map(catalogue.categories.map(({ code, name }) => [code, name[language]]));
  const dutyOf = ({ owner }: QueueEntry): string | null => {
    if (owner === null) return null;
    const grid = tree.chainOf(Number(owner.gridPath.split("/").at(-1)))[0];
    return `${grid?.name ?? territory.name[language]} · ${chain.levels[owner.level]?.name[language] ?? owner.level}`;
  };
  const cells = {
    number: ({ id }) => id,
    externalId: ({ externalId }) => externalId,
    category: ({ category }) => categories.get(category) ?? category,
    condition: (entry) => findCondition(catalogue, entry)?.name[language] ?? entry.condition,
    severity: ({ severity }) => SEVERITY_LABELS[severity][language],
    channel: ({ channel }) => CHANNEL_LABELS[channel][language],
    status: ({ status }) => loopWords.statuses[status][language],
    summary: ({ summary }) => summary,
    grid: ({ gridCurrent }) => pathText(tree, gridCurrent),
    owner: dutyOf,
    occurred: ({ occurredAt }) => time(occurredAt),
    reported: ({ reportedAt }) => time(reportedAt),
    due: ({ dueAt }) => time(dueAt),
    closed: ({ closedAt }) => time(closedAt),
    longitude: ({ position }) => position[0],
    latitude: ({ position }) => position[1],
  } satisfies Partial<Record<keyof typeof TITLES, Column["cellOf"]>>;
  return Object.entries(cells).map(([name, cellOf]) => ({
    title: TITLES[name as keyof typeof cells][language],
    cellOf,
  }));
}
