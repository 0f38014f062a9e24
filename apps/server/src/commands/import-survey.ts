import { isNearBorder } from "@getu/domain";
import type { CodeAgreement, GridIndex, Placement, Reject } from "@getu/domain";
import type { CrsName, LngLat } from "@getu/geometry";
import type { CodeComparer, ParsedRow, Remark } from "@getu/sources";
import { agreementWarnings, checkDatum, countFinding, createSampler, noAgreement } from "@getu/sources";

/** Something with a lasting id at a place. */
export type Located = { externalId: string | null; position: LngLat };

/** A thing with a position, before it has a grid. */
export type PointRecord = Located & { accuracyMetres?: number | null };

/** What a file would do to a territory. */
export type Survey = {
  rows: number;
  records: number;
  rejects: Reject[];
  remarks: Remark[];
  /** Known ids among the rows, and how many of these would move far. */
  moved: { known: number; far: number };
  placed: { inside: number; outside: number; inTwo: number; nearBorder: number };
  /** How the rows' own codes agree with it; null = nothing was compared. */
  compared: CodeAgreement | null;
  warnings: string[];
};

const SAMPLE_SIZE = 2_000;

type Surroundings = {
  index: GridIndex;
  crs: CrsName;
  known: readonly Located[];
  compare: CodeComparer | null;
};

/** Reads every row once and places it, without writing anything. */
export async function surveyRows(
  rows: AsyncIterable<ParsedRow<PointRecord>>,
  { index, crs, known, compare }: Surroundings,
): Promise<Survey> {
  const survey = createSurvey(compare && noAgreement());
  const before = new Map(known.map(({ externalId, position }) => [externalId, position]));
  const sample = createSampler<LngLat>(SAMPLE_SIZE);
  for await (const { record, given, ownCode, reject, remarks } of rows) {
    survey.rows += 1;
    if (reject) survey.rejects.push(reject);
    if (given) sample.add(given);
    survey.remarks.push(...remarks);
    if (!record) continue;
    const placement = index.placementOf(record.position);
    countRecord(survey, record, { placement, place: before.get(record.externalId) });
    const finding = compare?.(ownCode, placement, record.position);
    if (survey.compared && finding) countFinding(survey.compared, finding);
  }
  const datum = checkDatum({ pairs: sample.values(), crs }, (position) => index.gridAt(position) !== null);
  survey.warnings = [...duplicateWarnings(survey), ...datum, ...agreementWarnings(survey.compared)];
  return survey;
}

const createSurvey = (compared: CodeAgreement | null): Survey => ({
  rows: 0,
  records: 0,
  rejects: [],
  remarks: [],
  moved: { known: 0, far: 0 },
  placed: { inside: 0, outside: 0, inTwo: 0, nearBorder: 0 },
  compared,
  warnings: [],
});

type Place = { placement: Placement; place: LngLat | undefined };

function countRecord(survey: Survey, record: PointRecord, { placement, place }: Place): void {
  const { placed, moved } = survey;
  const { position, accuracyMetres = null } = record;
  survey.records += 1;
  placed[placement.gridId === null ? "outside" : "inside"] += 1;
  if (placement.candidates.length > 1) placed.inTwo += 1;
  if (isNearBorder(placement, accuracyMetres)) placed.nearBorder += 1;
  if (!place) return;
  moved.known += 1;
  if (metresBetween(place, position) > FAR_METRES) moved.far += 1;
}

/** No camera or room is carried this far and keeps its number. */
const FAR_METRES = 1_000;
const METRES_PER_DEGREE = 111_195;

function metresBetween([ax, ay]: LngLat, [bx, by]: LngLat): number {
  const east = (bx - ax) * Math.cos((ay * Math.PI) / 180);
  return Math.hypot(east, by - ay) * METRES_PER_DEGREE;
}

/** An id field that is the same in every second row does not tell rows apart. */
function duplicateWarnings({ rows, rejects }: Survey): string[] {
  const duplicates = rejects.filter(({ reason }) => reason === "duplicate-id").length;
  return duplicates * 2 > rows
    ? [`${duplicates} of ${rows} rows repeat an id: is --id the right field?`]
    : [];
}
