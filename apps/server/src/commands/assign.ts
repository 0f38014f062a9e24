import type {
  AreaFile,
  AssignedRow,
  AssignmentCounts,
  CodeComparison,
  Source,
  TableWriter,
} from "@getu/sources";
import {
  assignFile,
  checkDeclaredCrs,
  checkOutput,
  countReasons,
  createTableWriter,
  openSource,
  readAreas,
  SourceError,
} from "@getu/sources";
import type { AssignmentEngine } from "@getu/domain";
import { defineCommand } from "citty";
import type { ArgsDef } from "citty";
import { readCrs, strictOptions } from "./command-options.ts";
import { compareOptions } from "./import-options.ts";
import { toPositionFields } from "./position-options.ts";
import { answer, comparisonRows, reasonRows, say, toTable } from "./report.ts";

const options = {
  grids: { type: "string", required: true, valueHint: "FILE", description: "Polygons, GeoJSON" },
  "grid-id": { type: "string", required: true, valueHint: "FIELD", description: "Field that names a grid" },
  points: { type: "string", required: true, valueHint: "FILE", description: "Points, GeoJSON or CSV/TSV" },
  lng: { type: "string", valueHint: "FIELD", description: "Field of the longitude or easting" },
  lat: { type: "string", valueHint: "FIELD", description: "Field of the latitude or northing" },
  crs: { type: "string", default: "wgs84", valueHint: "CRS", description: "wgs84, gcj02, bd09 or epsg:N" },
  "points-crs": {
    type: "string",
    valueHint: "CRS",
    description: "The same for the points, where theirs is another",
  },
  ...compareOptions,
  engine: { type: "enum", options: ["index", "turf"], default: "index", description: "Who answers" },
  encoding: {
    type: "string",
    valueHint: "NAME",
    description: "Encoding of the points, where it is not recognised",
  },
  out: { type: "string", valueHint: "FILE.csv", description: "Every row with its grid" },
  json: { type: "boolean", description: "One JSON object as the last line of standard output" },
} satisfies ArgsDef;

/** `getu assign`: which grid holds each point, without a database. */
export const assignCommand = defineCommand({
  meta: { name: "assign", description: "Assign the points of a file to the grids of another" },
  args: options,
  plugins: [strictOptions],
  async run({ args }) {
    const crs = readCrs(args.crs);
    const pointsCrs = args["points-crs"] === undefined ? crs : readCrs(args["points-crs"]);
    if (args.out !== undefined) await checkOutput(args.out, [args.grids, args.points]);
    const gridSource = await openSource(args.grids);
    const points = await openSource(
      args.points,
      args.encoding === undefined ? {} : { encoding: args.encoding },
    );
    const fields = toPositionFields(points, args);
    const grids = await readAreas(gridSource, { id: args["grid-id"], crs });
    if (grids.areas.length === 0)
      throw new SourceError(
        `${args.grids}: no usable polygon${because(grids.rejects)}${hintOfId(gridSource, grids.rejects)}`,
      );
    const compare =
      args.compare === undefined
        ? null
        : { field: args.compare, comparison: args["compare-as"] as CodeComparison };
    const engine = args.engine as AssignmentEngine;
    const job = { grids: grids.areas, points, position: { crs: pointsCrs, fields }, engine, compare };
    const started = performance.now();
    const { counts, warnings } = await assignTo(args.out, points, (onRow) => assignFile(job, onRow));
    const seconds = (performance.now() - started) / 1000;
    for (const warning of [...checkDeclaredCrs(gridSource.declaredCrs(), crs), ...warnings])
      say(`warning: ${warning}`);
    say(toTable([...polygonRows(grids), ...summaryRows(counts), ["seconds", seconds.toFixed(2)]]));
    if (args.json)
      answer({ ...counts, seconds: round(seconds), pointsPerSecond: Math.round(counts.rows / seconds) });
  },
});

const round = (seconds: number): number => Math.round(seconds * 1000) / 1000;

const because = (rejects: readonly { reason: string }[]): string =>
  rejects.length === 0
    ? ""
    : `: ${Object.entries(countReasons(rejects))
        .map(([reason, count]) => `${count} ${reason}`)
        .join(", ")}`;

const hintOfId = (source: Source, rejects: readonly { reason: string }[]): string =>
  rejects.some(({ reason }) => reason === "no-id")
    ? `; name the id with --grid-id; the fields are: ${source.fields().join(", ")}`
    : "";

type OnRow = (row: AssignedRow) => Promise<void> | void;

/** Runs the work with a writer for `out`; the file appears only when all of it has been written. */
async function assignTo<T>(
  out: string | undefined,
  points: Source,
  work: (onRow: OnRow) => Promise<T>,
): Promise<T> {
  if (out === undefined) return work(() => undefined);
  const output = createOutput(out, points);
  try {
    const result = await work((row) => output.write(row));
    await output.finish();
    return result;
  } catch (error) {
    await output.abandon();
    throw error;
  }
}

const ANSWER_COLUMNS = [
  "grid",
  "status",
  "distance_to_border_metres",
  "near_border",
  "neighbour",
  "agrees",
  "reason",
];

/** The columns of the points (for GeoJSON: the properties of the first feature, and the position) and our answer. */
function createOutput(path: string, points: Source) {
  let fields: readonly string[] = [];
  let writer: TableWriter | null = null;
  const open = async (): Promise<TableWriter> => {
    fields = points.format === "table" ? points.fields() : ["row", "lng", "lat", ...points.fields()];
    const taken = new Set(fields);
    return createTableWriter(path, [
      ...fields,
      ...ANSWER_COLUMNS.map((name) => (taken.has(name) ? `getu_${name}` : name)),
    ]);
  };
  return {
    async write(assigned: AssignedRow): Promise<void> {
      writer ??= await open();
      const { row, position } = assigned;
      const own = points.format === "table" ? fields : fields.slice(3);
      const place = points.format === "table" ? [] : [row.row, position?.[0], position?.[1]];
      await writer.write([...place, ...own.map((name) => row.get(name)), ...toAnswerCells(assigned)]);
    },
    async finish(): Promise<void> {
      writer ??= await open();
      await writer.finish();
    },
    abandon: async () => writer?.abandon(),
  };
}

function toAnswerCells({
  grid,
  status,
  distanceToBorderMetres,
  nearBorder,
  neighbour,
  agrees,
  reason,
}: AssignedRow): unknown[] {
  const metres =
    distanceToBorderMetres === null || !Number.isFinite(distanceToBorderMetres)
      ? null
      : distanceToBorderMetres.toFixed(2);
  return [grid, status, metres, nearBorder, neighbour, agrees, reason];
}

const polygonRows = ({ features, rejects, remarks }: AreaFile): [string, number][] => [
  ["polygons", features],
  ...reasonRows("  rejected", countReasons(rejects)),
  ...reasonRows("  noted", countReasons(remarks)),
];

function summaryRows(counts: AssignmentCounts): [string, number][] {
  const { rows, withCoordinates, inside, outside, inTwo, nearBorder, rejected, compared } = counts;
  return [
    ["rows", rows],
    ...reasonRows("  rejected", rejected),
    ["with coordinates", withCoordinates],
    ["inside a grid", inside],
    ["outside every grid", outside],
    ["in two grids", inTwo],
    ["near a border (10 m)", nearBorder],
    ...comparisonRows(compared),
  ];
}
