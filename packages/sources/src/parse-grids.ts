import { findLongText } from "@getu/domain";
import type { GridRecord, Reject } from "@getu/domain";
import { toNumber, toText } from "./cell.ts";
import { codeOf } from "./code-reader.ts";
import type { AreaMapping, NamedArea } from "./read-areas.ts";
import { readAreas } from "./read-areas.ts";
import type { Remark } from "./remark.ts";
import { toReject } from "./remark.ts";
import type { Source, SourceRow } from "./source.ts";

/** Which field says what about a grid; `tier` is the index of the tier all grids of the file belong to. */
export type GridMapping = AreaMapping & {
  tier: number;
  name?: string;
  code?: string;
  parent?: string;
  leader?: string;
  households?: string;
};

/** Grids of one file; every feature is part of a grid or among the rejects. */
export type GridFile = {
  grids: (GridRecord & { rows: readonly number[] })[];
  features: number;
  rejects: Reject[];
  remarks: Remark[];
};

/** Reads the grids of one tier from a polygon file. */
export async function parseGrids(source: Source, mapping: GridMapping): Promise<GridFile> {
  const { name, code, parent, leader, households } = mapping;
  source.requireFields([name, code, parent, leader, households].filter((field) => field !== undefined));
  const { areas, features, rejects, remarks } = await readAreas(source, mapping);
  const grids: GridFile["grids"] = [];
  const taken: NamedArea[] = [];
  for (const named of areas) {
    const { id, area, first, rows } = named;
    const record = toGridRecord(id, first, mapping);
    const long = findLongText(record);
    if (long) rejects.push(...rows.map((row) => toReject(source.file, row, long)));
    else {
      taken.push(named);
      grids.push({ ...record, area, rows });
    }
  }
  for (const { first, rows } of taken) {
    if (rows.length > 1)
      remarks.push({
        file: source.file,
        row: first.row,
        reason: "shared-id",
        detail: `one grid with features ${rows.slice(1).join(", ")}`,
      });
    if (households && Number.isNaN(householdsOf(first, households)))
      remarks.push({
        file: source.file,
        row: first.row,
        reason: "no-households",
        detail: `"${toText(first.get(households))}" is no count`,
      });
  }
  return { grids, features, rejects, remarks };
}

function toGridRecord(id: string, row: SourceRow, mapping: GridMapping): Omit<GridRecord, "area"> {
  const text = (field: string | undefined): string | null =>
    field === undefined ? null : toText(row.get(field));
  const code = mapping.code === undefined ? null : codeOf(row.get(mapping.code));
  const households = mapping.households === undefined ? null : householdsOf(row, mapping.households);
  return {
    externalId: id,
    tier: mapping.tier,
    code: code ?? id,
    name: text(mapping.name) ?? code ?? id,
    parentExternalId: mapping.parent === undefined ? null : codeOf(row.get(mapping.parent)),
    leaderName: text(mapping.leader),
    households: Number.isNaN(households) ? null : households,
  };
}

function householdsOf(row: SourceRow, field: string): number | null {
  const count = toNumber(row.get(field));
  return count === null || (Number.isInteger(count) && count >= 0) ? count : Number.NaN;
}
