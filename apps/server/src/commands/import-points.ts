import { isNearBorder } from "@getu/domain";
import type { GridIndex, ImportResult, Reject } from "@getu/domain";
import type { LngLat } from "@getu/geometry";
import type { ParsedRow, PositionMapping, Remark, Source } from "@getu/sources";
import {
  checkDatum,
  checkDeclaredCrs,
  countReasons,
  createSampler,
  findPositionFields,
  SourceError,
} from "@getu/sources";
import { UsageError } from "./command-options.ts";
import type { ImportArgs, ImportReport, ImportSession } from "./import-session.ts";
import { getNamedTerritory, runImport, toIndex, unwritten } from "./import-session.ts";
import { say } from "./report.ts";

/** A thing with a position, before it has a grid. */
type PointRecord = { position: LngLat; accuracyMetres?: number | null };

/** One kind of thing: how its rows are read (more than once) and how its records are written. */
export type PointImport<T extends PointRecord> = {
  kind: string;
  rows(): AsyncIterable<ParsedRow<T>>;
  write(
    session: ImportSession,
    territoryId: number,
    records: AsyncIterable<T & { row: number }>,
  ): Promise<ImportResult>;
};

type PointArgs = ImportArgs & { lng?: string | undefined; lat?: string | undefined };

/** Where the positions of a file stand, by the options or by the usual names of columns. */
export function toPositionFields(
  source: Source,
  { lng, lat }: Pick<PointArgs, "lng" | "lat">,
): PositionMapping["fields"] {
  if (lng !== undefined && lat !== undefined) return { lng, lat };
  if (lng !== undefined || lat !== undefined) throw new UsageError("--lng and --lat belong together");
  if (source.format === "geojson") return null;
  const found = findPositionFields(source);
  say(`positions are read from the columns ${found.lng}, ${found.lat}`);
  return found;
}

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
    const index = toIndex(await store.listGridAreas(db, { territoryId: territory.id }), args.territory);
    const survey = await surveyRows(work.rows(), index, position);
    if (survey.records === 0) throw nothingUsable(args.file, survey);
    const isDry = args["dry-run"] === true;
    const written = isDry ? unwritten : await work.write(session, territory.id, recordsOf(work.rows()));
    return toReport(work.kind, survey, { written, declared: checkDeclaredCrs(source.declaredCrs(), crs) });
  });
}

type Survey = {
  rows: number;
  records: number;
  rejects: Reject[];
  remarks: Remark[];
  placed: { inside: number; outside: number; inTwo: number; nearBorder: number };
  warnings: string[];
};

const SAMPLE_SIZE = 2_000;

async function surveyRows(
  rows: AsyncIterable<ParsedRow<PointRecord>>,
  index: GridIndex,
  { crs }: PositionMapping,
): Promise<Survey> {
  const placed = { inside: 0, outside: 0, inTwo: 0, nearBorder: 0 };
  const survey: Survey = { rows: 0, records: 0, rejects: [], remarks: [], placed, warnings: [] };
  const sample = createSampler<LngLat>(SAMPLE_SIZE);
  for await (const { record, given, reject, remarks } of rows) {
    survey.rows += 1;
    if (reject) survey.rejects.push(reject);
    if (given) sample.add(given);
    survey.remarks.push(...remarks);
    if (!record) continue;
    survey.records += 1;
    count(placed, index, record);
  }
  survey.warnings = checkDatum(
    { pairs: sample.values(), crs },
    (position) => index.gridAt(position) !== null,
  );
  return survey;
}

function count(
  placed: Survey["placed"],
  index: GridIndex,
  { position, accuracyMetres = null }: PointRecord,
): void {
  const placement = index.placementOf(position);
  placed[placement.gridId === null ? "outside" : "inside"] += 1;
  if (placement.candidates.length > 1) placed.inTwo += 1;
  if (isNearBorder(placement, accuracyMetres)) placed.nearBorder += 1;
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

type Outcome = { written: ImportResult; declared: readonly string[] };

function toReport(kind: string, survey: Survey, { written, declared }: Outcome): ImportReport {
  const { rows, rejects, remarks, placed, warnings } = survey;
  return {
    kind,
    rows,
    result: { ...written, rejects: [...rejects, ...written.rejects] },
    remarks,
    warnings: [...declared, ...warnings],
    lines: [
      ["inside a grid", placed.inside],
      ["outside every grid", placed.outside],
      ["in two grids", placed.inTwo],
      ["near a border", placed.nearBorder],
    ],
    facts: { placed },
  };
}

/** All records at once, for writers that take all or none. */
export async function collect<T>(records: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const record of records) all.push(record);
  return all;
}
