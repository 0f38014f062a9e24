import { createGridIndex } from "@getu/domain";
import type { GridArea, ImportResult, Reject, Territory } from "@getu/domain";
import type { CrsName } from "@getu/geometry";
import type { Remark, Source } from "@getu/sources";
import { checkOutput, countReasons, createTableWriter, openSource, SourceError } from "@getu/sources";
import type * as store from "@getu/store";
import type { Db } from "@getu/store";
import { readCrs } from "./command-options.ts";
import { answer, reasonRows, say, toTable } from "./report.ts";

/** What every import has been told. */
export type ImportArgs = {
  file: string;
  territory: string;
  id: string;
  crs: string;
  encoding?: string | undefined;
  rejects?: string | undefined;
  "dry-run"?: boolean | undefined;
  json?: boolean | undefined;
};

/** The store is loaded by the commands that need it, not by every `getu --help`. */
type Store = typeof store;

/** An open file beside an open database. */
export type ImportSession = { source: Source; crs: CrsName; store: Store; db: Db };

/** What an import has done, for the summary. */
export type ImportReport = {
  kind: string;
  rows: number;
  /** Records that can be written; a dry run says how many. */
  usable: number;
  result: ImportResult;
  remarks: readonly Remark[];
  warnings: readonly string[];
  /** More lines for people. */
  lines?: readonly (readonly [string, number | string])[];
  /** Sentences below the table. */
  findings?: readonly string[];
  /** More members of the JSON object. */
  facts?: Readonly<Record<string, unknown>>;
};

/** Opens file and database, does the work, reports it and closes the database again. */
export async function runImport(
  args: ImportArgs,
  work: (session: ImportSession) => Promise<ImportReport>,
): Promise<void> {
  const crs = readCrs(args.crs);
  if (args.rejects !== undefined) await checkOutput(args.rejects, inputsOf(args));
  const source = await openSource(args.file, args.encoding === undefined ? {} : { encoding: args.encoding });
  const started = performance.now();
  const [{ openDatabaseFromEnvironment }, store] = await Promise.all([
    import("../database.ts"),
    import("@getu/store"),
  ]);
  const database = await openDatabaseFromEnvironment();
  try {
    const report = await work({ source, crs, store, db: database.db });
    await writeReport(args, source, { ...report, seconds: (performance.now() - started) / 1000 });
  } finally {
    await database.close();
  }
}

/** The file and the maps, which may be files as well. */
const inputsOf = (args: ImportArgs): string[] => [
  args.file,
  ...Object.entries(args).flatMap(([name, value]) =>
    name.endsWith("-map") && typeof value === "string" ? [value] : [],
  ),
];

/** The territory the command names; throws with those there are. */
export async function getNamedTerritory(
  { store, db }: { store: Pick<Store, "findTerritory" | "listTerritories">; db: Db },
  code: string,
): Promise<Territory> {
  const found = await store.findTerritory(db, { code });
  if (found) return found;
  const known = (await store.listTerritories(db)).map((territory) => territory.code);
  const others = known.length > 0 ? `there are: ${known.join(", ")}` : "there is none yet";
  throw new SourceError(`there is no territory "${code}" (${others}); getu import grids --create makes one`);
}

/** A result in which nothing was written, for a dry run. */
export const unwritten: ImportResult = { inserted: 0, updated: 0, unchanged: 0, rejects: [] };

/** How the outcomes are called where their own names will not do. */
const OUTCOMES: Readonly<Record<string, string>> = { wouldWrite: "would be inserted or updated" };

const countsOf = ({ inserted, updated, unchanged }: ImportResult): Record<string, number> => ({
  inserted,
  updated,
  unchanged,
});

async function writeReport(
  args: ImportArgs,
  source: Source,
  report: ImportReport & { seconds: number },
): Promise<void> {
  const { kind, rows, result, remarks, warnings, lines = [], findings = [], facts = {}, seconds } = report;
  if (args.rejects !== undefined) await writeRejects(args.rejects, result.rejects);
  for (const warning of warnings) say(`warning: ${warning}`);
  const [rejected, noted] = [countReasons(result.rejects), countReasons(remarks)];
  const isDry = args["dry-run"] === true;
  const outcome = isDry ? { wouldWrite: report.usable } : countsOf(result);
  say(`${source.file} → ${kind} of ${args.territory}${isDry ? " (dry run: nothing was written)" : ""}`);
  say(
    toTable([
      ["rows", rows],
      ...Object.entries(outcome).map(([what, count]): [string, number] => [OUTCOMES[what] ?? what, count]),
      ...reasonRows("rejected", rejected),
      ...detailRows(result.rejects),
      ...reasonRows("noted", noted),
      ...lines,
      ["seconds", seconds.toFixed(1)],
    ]),
  );
  for (const finding of [...crossings(remarks), ...findings]) say(`  ${finding}`);
  const counts = { rows, ...outcome, rejected, noted };
  const head = { kind, file: source.file, territory: args.territory, dryRun: isDry };
  if (args.json)
    answer({
      ...head,
      ...counts,
      ...facts,
      ...notesOf(remarks),
      warnings,
      seconds: Math.round(seconds * 1000) / 1000,
    });
}

const MAX_CROSSINGS = 5;

/** Where outlines cross themselves: of all notes the one that somebody has to mend on the map. */
function crossings(remarks: readonly Remark[]): string[] {
  const found = remarks.filter(isCrossing);
  const more = found.length - MAX_CROSSINGS;
  const shown = found.slice(0, MAX_CROSSINGS).map(({ row, detail }) => `row ${row}, ${detail}`);
  return more > 0
    ? [...shown, `and ${more} more that cross themselves (--json lists up to ${MAX_NOTES})`]
    : shown;
}

const CROSSING = "self-intersection";
const MAX_NOTES = 100;

const isCrossing = ({ reason }: Remark): boolean => reason === CROSSING;

/** The first notes with their places, crossings before all others, and how many there are. */
function notesOf(remarks: readonly Remark[]) {
  const sorted = [...remarks.filter(isCrossing), ...remarks.filter((remark) => !isCrossing(remark))];
  const notes = sorted.slice(0, MAX_NOTES).map(({ row, reason, detail }) => ({ row, reason, detail }));
  return { notes, noteCount: remarks.length };
}

const MAX_VALUES = 8;

/** Values without a meaning, so that a map can be completed without opening the file of rejects. */
function detailRows(rejects: readonly Reject[]): [string, number][] {
  const values = rejects.filter(({ reason }) => reason.startsWith("unknown-"));
  const counts = Object.entries(
    countReasons(values.map(({ reason, detail }) => ({ reason: `  ${reason} ${detail}` }))),
  );
  const more = counts.length - MAX_VALUES;
  const shown: [string, number][] = counts.slice(0, MAX_VALUES);
  return more > 0 ? [...shown, ["  other values", more]] : shown;
}

async function writeRejects(path: string, rejects: readonly Reject[]): Promise<void> {
  const writer = await createTableWriter(path, ["file", "row", "reason", "detail"]);
  for (const { file, row, reason, detail } of rejects) await writer.write([file, row, reason, detail]);
  await writer.finish();
}

/** The territory's outlines as an index, and how to say that nothing can be placed without them. */
export function toIndex(areas: readonly GridArea[], code: string) {
  if (areas.length === 0) throw new SourceError(`territory "${code}" has no grids yet: import them first`);
  return createGridIndex(areas);
}
