import type { CameraRecord } from "@getu/domain";
import { CAMERA_KINDS, CAMERA_STATUSES } from "@getu/domain";
import { toNumber, toText } from "./cell.ts";
import { parseDirection } from "./parse-direction.ts";
import { createTimeReader } from "./parse-time.ts";
import type { ParsedRow, PointMapping } from "./parsed-row.ts";
import { parsePoints } from "./parsed-row.ts";
import type { Source, SourceRow } from "./source.ts";
import type { Problem } from "./source-error.ts";
import type { ValueMap } from "./value-map.ts";
import { findMeaning } from "./value-map.ts";

/** Which field says what about a camera. */
export type CameraMapping = PointMapping & {
  name?: string;
  kind?: string;
  direction?: string;
  /** Width of view where the file gives only a bearing. */
  fieldOfViewDegrees: number;
  range?: string;
  /** Range where the file gives none; null = not known. */
  rangeMetres: number | null;
  height?: string;
  owner?: string;
  status?: string;
  /** The day on which somebody looked whether the camera sees what the file says. */
  verified?: string;
  kinds: ValueMap<CameraRecord["kind"]>;
  statuses: ValueMap<CameraRecord["status"]>;
};

/** Our own words for kinds and states, for files that use them. */
export const CAMERA_KIND_WORDS: ValueMap<CameraRecord["kind"]> = new Map([
  ...CAMERA_KINDS.map((kind) => [kind, kind] as const),
  ["panorama", "panoramic"],
  ["panning", "ptz"],
]);
/** The same for what a camera is doing. */
export const CAMERA_STATUS_WORDS: ValueMap<CameraRecord["status"]> = new Map(
  CAMERA_STATUSES.map((status) => [status, status] as const),
);

/** Reads cameras; one whose direction, kind or state is not understood is kept without it, with a remark. */
export function parseCameras(
  source: Source,
  mapping: CameraMapping,
): AsyncIterableIterator<ParsedRow<CameraRecord>, void> {
  const { name, kind, direction, range, height, owner, status, verified } = mapping;
  source.requireFields(
    [name, kind, direction, range, height, owner, status, verified].filter((field) => field !== undefined),
  );
  return parsePoints<CameraRecord>(source, mapping, (row, known) => {
    const remarks: Problem[] = [];
    const text = (field: string | undefined) => (field === undefined ? null : toText(row.get(field)));
    const record: CameraRecord = {
      ...known,
      name: text(name) ?? known.externalId,
      kind: meaningOf({ row, field: kind, map: mapping.kinds, otherwise: "other", absent: "fixed" }, remarks),
      mountingHeightMetres: amountOf(row, { field: height, max: 1000 }, remarks),
      sectors: sectorsOf(text(direction), mapping.fieldOfViewDegrees, remarks),
      rangeMetres: amountOf(row, { field: range, max: 5000 }, remarks) || mapping.rangeMetres,
      owner: text(owner),
      status: meaningOf(
        { row, field: status, map: mapping.statuses, otherwise: "unknown", absent: "unknown" },
        remarks,
      ),
      statusSince: null,
      verifiedAt: dayOf(row, verified, remarks),
    };
    return { record, remarks };
  });
}

type Meaning<T> = { row: SourceRow; field: string | undefined; map: ValueMap<T>; otherwise: T; absent: T };

function meaningOf<T>({ row, field, map, otherwise, absent }: Meaning<T>, remarks: Problem[]): T {
  const value = field === undefined ? null : toText(row.get(field));
  if (field === undefined || value === null) return absent;
  const meaning = findMeaning(map, value);
  if (meaning === undefined) remarks.push({ reason: `unknown-${field}`, detail: `"${value}"` });
  return meaning ?? otherwise;
}

function amountOf(
  row: SourceRow,
  { field, max }: { field: string | undefined; max: number },
  remarks: Problem[],
) {
  const amount = field === undefined ? null : toNumber(row.get(field));
  if (field === undefined || amount === null) return null;
  if (amount >= 0 && amount <= max) return amount;
  remarks.push({ reason: `bad-${field}`, detail: `"${toText(row.get(field))}" is not between 0 and ${max}` });
  return null;
}

/** Days are what files say; a zone would not make another one of them. */
const readDay = createTimeReader("iso", "UTC");

function dayOf(row: SourceRow, field: string | undefined, remarks: Problem[]): string | null {
  const day = field === undefined ? null : readDay(row.get(field));
  if (day !== "bad") return day && day.toISOString();
  remarks.push({ reason: `bad-${field}`, detail: `"${toText(row.get(field ?? ""))}" is no day` });
  return null;
}

/** More directions than one post can carry are a mistake of the file. */
const MAX_SECTORS = 36;

function sectorsOf(
  text: string | null,
  fieldOfViewDegrees: number,
  remarks: Problem[],
): CameraRecord["sectors"] {
  const sectors = text === null ? [] : parseDirection(text, fieldOfViewDegrees);
  if (sectors !== null && sectors.length <= MAX_SECTORS) return sectors;
  remarks.push({ reason: "unknown-direction", detail: `"${text}"` });
  return [];
}
