import type { Reject } from "@getu/domain";
import type { AreaGeometry, CrsName } from "@getu/geometry";
import { codeOf } from "./code-reader.ts";
import type { AreaRepairs, ParsedArea } from "./parse-area.ts";
import { parseArea, polygonsOfArea, toAreaGeometry } from "./parse-area.ts";
import { isProblem } from "./position-reader.ts";
import type { Remark } from "./remark.ts";
import { toReject } from "./remark.ts";
import type { Source, SourceRow } from "./source.ts";
import type { Problem } from "./source-error.ts";
import { SourceError } from "./source-error.ts";

/** An outline under its id; features that share the id are one area. */
export type NamedArea = { id: string; area: AreaGeometry; first: SourceRow; rows: readonly number[] };

/** What a file of outlines holds: every feature is in an area or among the rejects. */
export type AreaFile = { areas: NamedArea[]; features: number; rejects: Reject[]; remarks: Remark[] };

/** Which field names an outline, and the coordinate system of the file. */
export type AreaMapping = { id: string; crs: CrsName };

/** Outlines are held in memory: about 300 bytes a vertex at the worst moment, so 3 GB at this limit. */
const MAX_FILE_VERTICES = 10_000_000;

/** Reads outlines under their ids, in the order of the file. */
export async function readAreas(source: Source, mapping: AreaMapping): Promise<AreaFile> {
  if (source.format === "table")
    throw new SourceError(`${source.path}: is a table, not a file of polygons (GeoJSON)`);
  source.requireFields([mapping.id]);
  const file: AreaFile = { areas: [], features: 0, rejects: [], remarks: [] };
  const byId = new Map<string, ParsedNamedArea>();
  let vertices = 0;
  for await (const row of source.rows()) {
    file.features += 1;
    const found = readArea(row, mapping);
    if (isProblem(found)) {
      file.rejects.push(toReject(source.file, row.row, found));
      continue;
    }
    vertices += found.parsed.vertices;
    if (vertices > MAX_FILE_VERTICES)
      throw new SourceError(`${source.path}: more than ${MAX_FILE_VERTICES} vertices`);
    file.remarks.push(
      ...remarksOn(found.parsed.repairs).map(({ reason, detail }) =>
        toReject(source.file, row.row, { reason, detail: `"${found.id}": ${detail}` }),
      ),
    );
    addTo(byId, found, row);
  }
  if (file.features === 0) throw new SourceError(`${source.path}: holds no features`);
  file.areas = [...byId].map(([id, { parts, first, rows }]) => ({
    id,
    area: toAreaGeometry(parts),
    first,
    rows,
  }));
  return file;
}

type ParsedNamedArea = { parts: ReturnType<typeof polygonsOfArea>; first: SourceRow; rows: number[] };

function readArea(row: SourceRow, mapping: AreaMapping): { id: string; parsed: ParsedArea } | Problem {
  if (row.problem) return row.problem;
  const id = codeOf(row.get(mapping.id));
  if (id === null) return { reason: "no-id", detail: `"${mapping.id}" is blank` };
  const parsed = parseArea(row.geometry, mapping.crs);
  return isProblem(parsed) ? parsed : { id, parsed };
}

function addTo(
  byId: Map<string, ParsedNamedArea>,
  found: { id: string; parsed: ParsedArea },
  row: SourceRow,
): void {
  const parts = polygonsOfArea(found.parsed.area);
  const known = byId.get(found.id);
  if (!known) byId.set(found.id, { parts: [...parts], first: row, rows: [row.row] });
  else {
    known.parts.push(...parts);
    known.rows.push(row.row);
  }
}

function remarksOn(repairs: AreaRepairs): Problem[] {
  const { closedRings, droppedPoints, droppedRings, droppedHeights, selfCrossing } = repairs;
  const remarks: Problem[] = [];
  if (closedRings > 0)
    remarks.push({ reason: "ring-closed", detail: `${closedRings} rings did not end where they began` });
  if (droppedPoints > 0) remarks.push({ reason: "repeated-points", detail: `${droppedPoints} dropped` });
  if (droppedRings > 0)
    remarks.push({ reason: "empty-rings", detail: `${droppedRings} rings that enclose nothing dropped` });
  if (droppedHeights > 0) remarks.push({ reason: "heights", detail: `${droppedHeights} dropped` });
  if (selfCrossing)
    remarks.push({
      reason: "self-intersection",
      detail: `crosses itself at ${selfCrossing.join(" ")}; read by the even-odd rule`,
    });
  return remarks;
}
