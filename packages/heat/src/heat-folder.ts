import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { crc32 } from "node:zlib";
import { INCIDENT_STATUSES, SEVERITIES } from "@getu/domain";
import { z } from "zod";
import type { HeatRoot } from "./heat-root.ts";
import { bytesOfSegment, rowsOfSegment } from "./heat-segment.ts";
import type { HeatSegment } from "./heat-segment.ts";
import type { HeatSnapshot } from "./heat-snapshot.ts";
import { checksumOf, readSegmentFile, writeAtOnce, writeSegmentFile } from "./segment-file.ts";
import type { SegmentFileRefusal } from "./segment-file.ts";

/** An index's snapshot as it was read, with what its writer said it was taken of. */
export type SavedHeat = { snapshot: HeatSnapshot; source: string };

/**
 * A folder of one process's own that holds the last saved snapshot: a file for each segment, and a list that names them.
 * Segments never change, so a save writes only those that are new, then the list, then removes what the list no longer names.
 */
export type HeatFolder = {
  /** `source` says what the snapshot was taken of, e.g. the database and the cursor of its change feed. */
  save(snapshot: HeatSnapshot, source: string): Promise<void>;
  /** The last snapshot, or why the index must be built from the database. */
  read(memoryLimitBytes?: number): Promise<SavedHeat | SegmentFileRefusal>;
};

const LIST = "heat.json";
const FORMAT = "getu-heat-1";

/** A file bears the checksum of its segment: another whole one in its place is told by its name. */
const fileName = (rows: number, crc: number): string => `${rows}-${crc.toString(16).padStart(8, "0")}.heat`;

const FILE_NAME = /^\d+-([\da-f]{8})\.heat$/;

const crcOfName = (name: string): number => Number.parseInt(FILE_NAME.exec(name)?.[1] ?? "", 16);

/** What the numbers of kinds mean; a file that numbered them otherwise is of no use. */
const NUMBERING = `${SEVERITIES.join(" ")} × ${INCIDENT_STATUSES.join(" ")}`;

const whole = z.int();
const fileNameSchema = z.string().regex(FILE_NAME);

/** The list: everything of a snapshot but its columns. */
const listSchema = z.strictObject({
  format: z.literal(FORMAT),
  numbering: z.literal(NUMBERING),
  source: z.string(),
  categories: z.array(z.string()),
  segments: z.array(fileNameSchema),
  tail: fileNameSchema,
  outside: z.array(z.strictObject({ time: whole, x: whole, y: whole, kind: whole, count: whole })),
});
type FolderList = z.infer<typeof listSchema>;

/** What every format of the list says of itself. */
const headSchema = z.looseObject({ format: z.string(), numbering: z.string() });

const asSegment = ({ tail }: HeatSnapshot): HeatSegment => ({
  added: { columns: tail.added, matrices: null },
  withdrawn: { columns: tail.withdrawn, matrices: null },
});

const asTail = ({ added, withdrawn }: HeatSegment): HeatSnapshot["tail"] => ({
  added: added.columns,
  withdrawn: withdrawn.columns,
});

/** The list as text: its checksum on the first line. */
function toText(list: FolderList): string {
  const text = JSON.stringify(list);
  return `${crc32(text)}\n${text}\n`;
}

/** Undefined for a text that is no JSON. */
function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The list in a text, or what is wrong with it. */
function parseList(text: string): FolderList | Pick<SegmentFileRefusal, "reason" | "detail"> {
  const [crc, list = ""] = text.split("\n");
  if (crc !== String(crc32(list)))
    return { reason: "corrupted", detail: "the list does not match its checksum" };
  const head = headSchema.safeParse(fromJson(list)).data;
  if (!head) return { reason: "foreign", detail: "it is no list of heat files" };
  if (head.format !== FORMAT)
    return { reason: "older", detail: `it has format ${head.format}, not ${FORMAT}` };
  if (head.numbering !== NUMBERING)
    return { reason: "older", detail: "severities or statuses were numbered otherwise" };
  const parsed = listSchema.safeParse(head);
  return parsed.data ?? { reason: "foreign", detail: z.prettifyError(parsed.error) };
}

async function readList(path: string): Promise<FolderList | SegmentFileRefusal> {
  try {
    const list = parseList(await readFile(path, "utf8"));
    return "reason" in list ? { path, ...list } : list;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    if (code === "ENOENT") return { path, reason: "missing", detail: "nothing was saved here" };
    return { path, reason: "unreadable", detail: code };
  }
}

/** True when nothing was ever saved, as at the first start; a file that is missing from a list is a loss. */
export const isNothingSaved = ({ path, reason }: SegmentFileRefusal): boolean =>
  reason === "missing" && basename(path) === LIST;

/** Reads the files of a list one after the other; stops at the first that is refused. */
async function readSegments(
  { folder, names }: { folder: string; names: readonly string[] },
  root: HeatRoot,
  memoryLimitBytes: number,
): Promise<HeatSegment[] | SegmentFileRefusal> {
  const segments: HeatSegment[] = [];
  let left = memoryLimitBytes;
  for (const name of names) {
    const terms = { root, memoryLimitBytes: left, crc: crcOfName(name) };
    const segment = await readSegmentFile(join(folder, name), terms);
    if ("reason" in segment) return segment;
    left -= bytesOfSegment(segment);
    segments.push(segment);
  }
  return segments;
}

/** Removes the heat files that the list does not name, of earlier saves and of one that was interrupted. */
async function removeOthers(folder: string, kept: ReadonlySet<string>): Promise<void> {
  for (const name of await readdir(folder)) {
    if (/\.(heat|tmp)$/.test(name) && !kept.has(name)) await rm(join(folder, name), { force: true });
  }
}

/** A folder for snapshots of indexes over one root; it is made by the first save. */
export function createHeatFolder(path: string, root: HeatRoot): HeatFolder {
  const names = new WeakMap<HeatSegment, string>();
  /** Writes the segment unless this folder has it already; returns its file's name. */
  const put = async (segment: HeatSegment, present: ReadonlySet<string>): Promise<string> => {
    const known = names.get(segment);
    if (known && present.has(known)) return known;
    const crc = await checksumOf(segment);
    const name = fileName(rowsOfSegment(segment), crc);
    await writeSegmentFile(join(path, name), segment, { root, crc });
    names.set(segment, name);
    return name;
  };
  const save = async (snapshot: HeatSnapshot, source: string): Promise<void> => {
    await mkdir(path, { recursive: true });
    const present = new Set(await readdir(path));
    const segments: string[] = [];
    for (const segment of snapshot.segments) segments.push(await put(segment, present));
    const tail = await put(asSegment(snapshot), present);
    const [categories, outside] = [[...snapshot.categories], [...snapshot.outside]];
    const named = { format: FORMAT, numbering: NUMBERING, source } as const;
    const list: FolderList = { ...named, categories, segments, tail, outside };
    await writeAtOnce(join(path, LIST), (file) => file.writeFile(toText(list)));
    await removeOthers(path, new Set([...segments, tail]));
  };
  let last: Promise<unknown> = Promise.resolve();
  return {
    save(snapshot, source) {
      const saved = last.then(() => save(snapshot, source));
      last = saved.catch(() => undefined); // the caller hears of it; the next save begins anew
      return saved;
    },
    async read(memoryLimitBytes = Number.POSITIVE_INFINITY) {
      const list = await readList(join(path, LIST));
      if ("reason" in list) return list;
      const files = { folder: path, names: [...list.segments, list.tail] };
      const read = await readSegments(files, root, memoryLimitBytes);
      if ("reason" in read) return read;
      for (const [i, name] of list.segments.entries()) names.set(read[i]!, name); // one for each name
      const { categories, outside, source } = list;
      const tail = asTail(read.at(-1)!); // the tail's name came last
      return { source, snapshot: { categories, segments: read.slice(0, -1), tail, outside } };
    },
  };
}
