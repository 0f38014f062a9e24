import type { Grid, GridArea, ImportResult, PointKind } from "@getu/domain";
import type { CodeComparer, CodedGrid, ParsedRow, PositionMapping } from "@getu/sources";
import {
  checkDeclaredCrs,
  CODE_COMPARISONS,
  countReasons,
  createCodeComparer,
  oneOf,
  SourceError,
} from "@getu/sources";
import type { ImportArgs, ImportReport, ImportSession } from "./import-session.ts";
import { getNamedTerritory, runImport, toIndex, unwritten } from "./import-session.ts";
import type { Located, PointRecord, Survey } from "./import-survey.ts";
import { surveyRows } from "./import-survey.ts";
import { counted, createProgress } from "../progress.ts";
import { toPositionFields } from "./position-options.ts";
import { comparisonRows } from "./report.ts";

/** One kind of thing: how its rows are read (more than once) and how its records are written. */
export type PointImport<T extends PointRecord> = {
  kind: PointKind;
  rows(): AsyncIterable<ParsedRow<T>>;
  /** What the territory has of this kind already, where that is few enough to look at. */
  known?(session: ImportSession, territoryId: number): Promise<readonly Located[]>;
  write(
    session: ImportSession,
    territoryId: number,
    records: AsyncIterable<T & { row: number }>,
  ): Promise<ImportResult>;
};

type PointArgs = ImportArgs & {
  lng?: string | undefined;
  lat?: string | undefined;
  "allow-moves"?: boolean | undefined;
  compare?: string | undefined;
  "compare-as"?: string | undefined;
};

/**
 * Imports a point file in two passes: the first reads and places everything and writes nothing, so that a file that
 * is cut off or misnamed changes nothing; the second writes. Neither holds the file in memory.
 */
export async function importPoints<T extends PointRecord>(
  args: PointArgs,
  plan: (session: ImportSession, position: PositionMapping) => Promise<PointImport<T>>,
): Promise<void> {
  await runImport(args, async (session) => {
    const { source, crs, store, db } = session;
    const position = { crs, fields: toPositionFields(source, args) };
    const work = await plan(session, position);
    const territory = await getNamedTerritory(session, args.territory);
    const areas = await store.listGridAreas(db, { territoryId: territory.id });
    const index = toIndex(areas, args.territory);
    const compare = await openComparer(session, args, { territoryId: territory.id, areas });
    const known = args["allow-moves"] === true ? [] : await work.known?.(session, territory.id);
    const survey = await surveyRows(work.rows(), { index, crs, known: known ?? [], compare });
    if (survey.records === 0) throw nothingUsable(args.file, survey);
    refuseMoves(args.file, survey.moved);
    const report = createProgress({ stream: process.stderr }).count(work.kind, survey.records);
    const write = () => work.write(session, territory.id, counted(recordsOf(work.rows()), report));
    const isDry = args["dry-run"] === true;
    const written = isDry ? unwritten : await write();
    if (survey.compared && !isDry)
      await store.keepCodeAgreement(db, {
        territoryId: territory.id,
        kind: work.kind,
        version: territory.version,
        agreement: survey.compared,
      });
    return toReport(work.kind, survey, { written, declared: checkDeclaredCrs(source.declaredCrs(), crs) });
  });
}

type Outlines = { territoryId: number; areas: readonly GridArea[] };

/** What holds the rows' own codes against the grids of every tier; null where nothing is to be compared. */
async function openComparer(
  { store, db }: ImportSession,
  { compare, "compare-as": comparison }: PointArgs,
  { territoryId, areas }: Outlines,
): Promise<CodeComparer | null> {
  if (compare === undefined) return null;
  const grids = new Map((await store.listGrids(db, { territoryId })).map((grid) => [grid.id, grid]));
  const coded = areas.map((area): CodedGrid => ({ ...area, codes: codesUpFrom(grids, area.id) }));
  return createCodeComparer(coded, oneOf(CODE_COMPARISONS)(comparison ?? "text"));
}

function codesUpFrom(grids: ReadonlyMap<number, Grid>, gridId: number): string[] {
  const grid = grids.get(gridId);
  if (!grid) return [];
  return [grid.code, ...(grid.parentId === null ? [] : codesUpFrom(grids, grid.parentId))];
}

function nothingUsable(file: string, { rows, rejects, warnings }: Survey): SourceError {
  const reasons = Object.entries(countReasons(rejects)).map(([reason, times]) => `${times} ${reason}`);
  return new SourceError(
    [`${file}: none of ${rows} rows can be used (${reasons.join(", ")})`, ...warnings].join("; "),
  );
}

async function* recordsOf<T extends object>(
  rows: AsyncIterable<ParsedRow<T>>,
): AsyncGenerator<T & { row: number }> {
  for await (const { record, row } of rows) if (record) yield { ...record, row };
}

/** Two files that both number their rows from one would overwrite each other's records without a word. */
function refuseMoves(file: string, { known, far }: Survey["moved"]): void {
  if (far < 3 || far * 2 < known) return;
  throw new SourceError(
    `${file}: ${far} of ${known} known ids would move more than 1 km; are they ids of another file? Add --id-prefix, or --allow-moves`,
  );
}

type Outcome = { written: ImportResult; declared: readonly string[] };

function toReport(kind: string, survey: Survey, { written, declared }: Outcome): ImportReport {
  const { rows, rejects, remarks, placed, compared, warnings } = survey;
  return {
    kind,
    rows,
    usable: survey.records,
    result: { ...written, rejects: [...rejects, ...written.rejects] },
    remarks,
    warnings: [...declared, ...warnings],
    lines: [
      ["inside a grid", placed.inside],
      ["outside every grid", placed.outside],
      ["in two grids", placed.inTwo],
      ["near a border", placed.nearBorder],
      ...comparisonRows(compared),
    ],
    facts: { placed, ...(compared && { compared }) },
  };
}

/** All records at once, for writers that take all or none. */
export async function collect<T>(records: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const record of records) all.push(record);
  return all;
}
