import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { INCIDENT_STATUSES, SEVERITIES } from "@getu/domain";
import type { HeatRoot } from "./heat-root.ts";
import { bytesOfSegment, rowsOfSegment } from "./heat-segment.ts";
import type { HeatSegment } from "./heat-segment.ts";
import type { HeatSnapshot } from "./heat-snapshot.ts";
import type { OutsideRow } from "./outside-rows.ts";
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

const crcOfName = (path: string): number => Number.parseInt(/([\da-f]{8})\.heat$/.exec(path)?.[1] ?? "", 16);

/** What the numbers of kinds mean; a file that numbered them otherwise is of no use. */
const NUMBERING = `${SEVERITIES.join(" ")} × ${INCIDENT_STATUSES.join(" ")}`;

/** The list: everything of a snapshot but its columns. */
type FolderList = {
  format: string;
  numbering: string;
  source: string;
  categories: readonly string[];
  segments: string[];
  tail: string;
  outside: readonly OutsideRow[];
};

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

/** The list in a text, or what is wrong with it. */
function parseList(text: string): FolderList | Pick<SegmentFileRefusal, "reason" | "detail"> {
  const [crc, list = ""] = text.split("\n");
  if (crc !== String(crc32(list)))
    return { reason: "corrupted", detail: "the list does not match its checksum" };
  const parsed = JSON.parse(list) as FolderList; // the checksum fits: `save` wrote it
  if (parsed.format !== FORMAT)
    return { reason: "older", detail: `it has format ${parsed.format}, not ${FORMAT}` };
  if (parsed.numbering === NUMBERING) return parsed;
  return { reason: "older", detail: "severities or statuses were numbered otherwise" };
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

/** Reads the files of a list one after the other; stops at the first that is refused. */
async function readSegments(
  paths: readonly string[],
  root: HeatRoot,
  memoryLimitBytes: number,
): Promise<HeatSegment[] | SegmentFileRefusal> {
  const segments: HeatSegment[] = [];
  let left = memoryLimitBytes;
  for (const path of paths) {
    const segment = await readSegmentFile(path, { root, memoryLimitBytes: left, crc: crcOfName(path) });
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
    const { categories, outside } = snapshot;
    const list = { format: FORMAT, numbering: NUMBERING, source, categories, segments, tail, outside };
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
      const paths = [...list.segments, list.tail].map((name) => join(path, name));
      const read = await readSegments(paths, root, memoryLimitBytes);
      if ("reason" in read) return read;
      for (const [i, name] of list.segments.entries()) names.set(read[i]!, name); // one for each path
      const { categories, outside, source } = list;
      const tail = asTail(read.at(-1)!); // the tail's path came last
      return { source, snapshot: { categories, segments: read.slice(0, -1), tail, outside } };
    },
  };
}
