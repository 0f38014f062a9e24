import {
  copyFileSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  cellsOfBbox,
  createHeatFolder,
  createHeatIndex,
  describeSegmentFileRefusal,
  heatRootOf,
} from "../src/index.ts";
import type { HeatIncident, HeatIndex, HeatRequest } from "../src/index.ts";
import { checksumOf, readSegmentFile, writeSegmentFile } from "../src/segment-file.ts";

const bbox = [121.4, 31.2, 121.5, 31.3] as const;
const root = heatRootOf(bbox);
const options = {
  root,
  timeZone: "Asia/Shanghai",
  matrixFromRows: 100,
  policy: { ratio: 2, mostSegments: 4 },
};
const START = Date.UTC(2026, 4, 1) / 1000;

/** Made-up incidents: some outside the root, statuses of all kinds. */
const incidents = Array.from({ length: 3000 }, (_, i): HeatIncident => ({
  position: i % 50 === 0 ? [121.1, 31.5] : [121.4 + ((i * 7919) % 997) / 1e4, 31.2 + ((i * 31) % 997) / 1e4],
  occurredAt: new Date((START + i * 60) * 1000).toISOString(),
  category: ["parking", "noise", "waste"][i % 3]!,
  severity: (["minor", "major", "urgent"] as const)[i % 7 === 0 ? 2 : i % 2]!,
  status: i > 2900 ? "reported" : "closed",
}));

const request: HeatRequest = {
  window: { from: START, to: START + 1e6 },
  view: cellsOfBbox([121, 31, 122, 32], 18),
};

/** An index with a large segment, a small one that withdraws from it, a tail and rows outside the root. */
async function someIndex(): Promise<HeatIndex> {
  const index = createHeatIndex(options);
  await index.load([incidents.slice(0, 2500)]);
  for (const incident of incidents.slice(2500, 2600)) index.add(incident);
  for (const incident of incidents.slice(0, 20)) index.withdraw(incident);
  await index.flush();
  for (const incident of incidents.slice(2600)) index.add(incident);
  for (const incident of incidents.slice(20, 40))
    index.correct(incident, { ...incident, status: "handling" });
  expect(index.stats()).toMatchObject({ segments: [2450, 98 + 19], tailRows: 392 + 2 * 20 });
  return index;
}

const folders: string[] = [];
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "getu-heat-"));
  folders.push(folder);
  return folder;
};
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

test("an index restored from its folder answers as before, and goes on", async () => {
  const [index, path] = [await someIndex(), newFolder()];
  await createHeatFolder(path, root).save(index.snapshot(), "database 7, cursor 12-34");
  const saved = await createHeatFolder(path, root).read();
  if ("reason" in saved) throw new Error(describeSegmentFileRefusal(saved));
  expect(saved.source).toBe("database 7, cursor 12-34");
  const restored = createHeatIndex({ ...options, snapshot: saved.snapshot });
  const { extent, ...stats } = index.stats();
  expect(restored.stats()).toMatchObject(stats);
  expect(restored.stats().extent!.latest).toBe(extent!.latest);
  const next = { ...incidents[0]!, category: "a new category" };
  for (const one of [index, restored]) one.add(next);
  for (const asked of [
    request,
    { ...request, categories: ["noise", "a new category"], statuses: ["handling" as const] },
  ]) {
    for (const plan of ["scan", "matrix"] as const)
      expect(restored.count(asked, plan)).toEqual(index.count(asked, plan));
  }
});

test("a snapshot is of its moment: what comes later is not in it", async () => {
  const index = await someIndex();
  const before = index.count(request);
  const snapshot = index.snapshot();
  for (const incident of incidents) index.add(incident);
  await index.flush();
  expect(index.count(request)).not.toEqual(before);
  expect(createHeatIndex({ ...options, snapshot }).count(request)).toEqual(before);
});

test("a save writes only segments that are new, and removes those that no snapshot names", async () => {
  const [index, path] = [await someIndex(), newFolder()];
  const folder = createHeatFolder(path, root);
  await folder.save(index.snapshot(), "1");
  const large = readdirSync(path).find((name) => name.startsWith("2450-"))!;
  const written = statSync(join(path, large)).ino;
  writeFileSync(join(path, `9-00000000.heat.99.tmp`), "left by a save that was interrupted");
  await index.flush();
  await folder.save(index.snapshot(), "2");
  const names = readdirSync(path);
  expect(names).toContain("heat.json");
  expect(names.filter((name) => name.endsWith(".heat"))).toHaveLength(index.stats().segments.length + 1);
  expect(names.filter((name) => name.endsWith(".tmp"))).toEqual([]);
  expect(statSync(join(path, large)).ino).toBe(written);
  rmSync(join(path, large));
  expect(await folder.read()).toMatchObject({ reason: "missing" });
  await folder.save(index.snapshot(), "3");
  expect(await folder.read()).toMatchObject({ source: "3" });
});

test("a whole segment in the place of another one is refused", async () => {
  const path = newFolder();
  const folder = createHeatFolder(path, root);
  await folder.save((await someIndex()).snapshot(), "1");
  const [one, other] = readdirSync(path).filter((name) => name.endsWith(".heat"));
  copyFileSync(join(path, one!), join(path, other!)); // a segment and the tail
  expect(await folder.read()).toMatchObject({ reason: "corrupted", detail: "it holds another segment" });
});

test("a folder that is empty, foreign, changed or numbered otherwise is refused with the reason", async () => {
  const [index, path] = [await someIndex(), newFolder()];
  const folder = createHeatFolder(path, root);
  expect(await folder.read()).toMatchObject({ reason: "missing", detail: "nothing was saved here" });
  await folder.save(index.snapshot(), "1");
  const list = join(path, "heat.json");
  const text = readFileSync(list, "utf8");
  const rewrite = (from: string, to: string): void => {
    const body = text.split("\n")[1]!.replace(from, to);
    writeFileSync(list, `${crc32(body)}\n${body}\n`);
  };
  for (const broken of ["", "{}", text.replace("noise", "nose"), text.slice(0, -20)]) {
    writeFileSync(list, broken);
    expect(await folder.read()).toMatchObject({ reason: "corrupted" });
  }
  rewrite("getu-heat-1", "getu-heat-0");
  expect(await folder.read()).toMatchObject({ reason: "older" });
  rewrite("minor major", "major minor");
  expect(await folder.read()).toMatchObject({
    reason: "older",
    detail: "severities or statuses were numbered otherwise",
  });
  writeFileSync(list, text);
  expect(await createHeatFolder(path, { ...root, x: root.x + 512 }).read()).toMatchObject({
    reason: "other-root",
  });
  expect(await folder.read(30_000)).toMatchObject({ reason: "too-large" });
  expect(await folder.read()).toMatchObject({ source: "1" });
});

test("a save that fails says so and leaves the last one readable", async () => {
  const [index, path] = [await someIndex(), newFolder()];
  const folder = createHeatFolder(path, root);
  await folder.save(index.snapshot(), "1");
  const snapshot = { ...index.snapshot(), segments: [null] as never };
  await expect(folder.save(snapshot, "2")).rejects.toThrow(/null/);
  expect(await folder.read()).toMatchObject({ source: "1" });
  await folder.save(index.snapshot(), "3");
  expect(await folder.read()).toMatchObject({ source: "3" });
});

test("a segment read from its file equals the segment written", async () => {
  const segment = (await someIndex()).snapshot().segments[0]!;
  const path = join(newFolder(), "one.heat");
  await writeSegmentFile(path, segment, { root, crc: await checksumOf(segment) });
  expect(await readSegmentFile(path, { root })).toEqual(segment);
});

/** One segment file, and the place where each test writes its own broken copy. */
let whole: Buffer;
let copy: string;
beforeAll(async () => {
  const segment = (await someIndex()).snapshot().segments[0]!;
  copy = join(newFolder(), "copy.heat");
  await writeSegmentFile(copy, segment, { root, crc: await checksumOf(segment) });
  whole = readFileSync(copy);
});

const readCopy = async (bytes: Uint8Array): Promise<unknown> => {
  writeFileSync(copy, bytes);
  return readSegmentFile(copy, { root });
};

test("a truncated file is refused as truncated, wherever it ends", async () => {
  for (const length of [0, 1, 7, 8, 12, 23, 24, 25, 200, 1000, whole.length >> 1, whole.length - 1]) {
    expect(await readCopy(whole.subarray(0, length)), `${length} bytes`).toMatchObject({
      reason: "truncated",
    });
  }
});

test("a file with one changed byte is never taken", async () => {
  for (let i = 0; i < 300; i++) {
    const at = i < 120 ? i * 4 : (i * 7919) % whole.length;
    const broken = Buffer.from(whole);
    broken[at]! ^= 1 << (i % 8); // within the file
    expect(await readCopy(broken), `byte ${at}`).toHaveProperty("reason");
  }
  expect(await readCopy(whole)).not.toHaveProperty("reason");
}, 30_000);

test("what is no heat file, or one of another version, is refused as such", async () => {
  const versioned = (version: number): Buffer => {
    const other = Buffer.from(whole);
    other.writeUInt32LE(version, 8);
    return other;
  };
  expect(await readCopy(Buffer.from("\x89PNG\r\n\x1a\nand so on, long enough"))).toMatchObject({
    reason: "foreign",
  });
  expect(await readCopy(Buffer.alloc(100))).toMatchObject({ reason: "foreign" });
  expect(await readCopy(versioned(0))).toMatchObject({
    reason: "older",
    detail: "it has version 0, this program reads 2",
  });
  expect(await readCopy(versioned(3))).toMatchObject({ reason: "newer" });
  expect(await readCopy(Buffer.concat([whole, Buffer.alloc(1)]))).toMatchObject({ reason: "corrupted" });
  expect(await readSegmentFile(join(copy, "..", "none.heat"), { root })).toMatchObject({ reason: "missing" });
  expect(await readSegmentFile(join(copy, ".."), { root })).toMatchObject({
    reason: "unreadable",
    detail: "EISDIR",
  });
});

test("a file beyond the memory limit is refused before its rows are read, in one clear line", async () => {
  writeFileSync(copy, whole);
  const refusal = await readSegmentFile(copy, { root, memoryLimitBytes: 1000 });
  expect(refusal).toMatchObject({ reason: "too-large" });
  expect(describeSegmentFileRefusal(refusal as never)).toMatch(
    /^heat file .*copy\.heat is too-large: it needs \d+ bytes, the memory limit leaves 1000$/,
  );
});
