import { describeSegmentFileRefusal } from "@getu/heat";
import type { HeatFolder, HeatIndex, HeatSnapshot } from "@getu/heat";
import { canResumeHeat, writeHeatMark } from "@getu/store";
import type { DatabaseSnapshot, Db } from "@getu/store";

/** What an index held, and the snapshot of the database that this was. */
export type SavedHeat = { held: HeatSnapshot; seen: DatabaseSnapshot };

/** What the files say they were taken of. */
type Source = { mark: string; snapshot: string; asOf: string };

type Place = { territoryId: number; folder: HeatFolder };

/** Why files are not taken; `isNone` = there are none, as at the first start. */
type NoSavedHeat = { why: string; isNone: boolean };

/** The index as it was saved, or why it must be built from the database. */
export async function readSavedHeat(
  db: Db,
  { territoryId, folder, memoryLimitBytes }: Place & { memoryLimitBytes: number },
): Promise<SavedHeat | NoSavedHeat> {
  const saved = await folder.read(memoryLimitBytes);
  if ("reason" in saved)
    return { why: describeSegmentFileRefusal(saved), isNone: saved.reason === "missing" };
  const { mark, snapshot, asOf } = JSON.parse(saved.source) as Source; // its checksum fits: `saveHeat` wrote it
  if (!(await canResumeHeat(db, { territoryId, mark, snapshot })))
    return {
      why: "the files belong to another database, or to a time it no longer knows",
      isNone: false,
    };
  return { held: saved.snapshot, seen: { snapshot, asOf: new Date(asOf) } };
}

/** Saves the index as it is now. */
export async function saveHeat(
  db: Db,
  { territoryId, folder, index, seen }: Place & { index: HeatIndex; seen: DatabaseSnapshot },
): Promise<void> {
  const held = index.snapshot(); // before the first await: it is what the index holds at `seen`
  const mark = await writeHeatMark(db, territoryId);
  const source: Source = { mark, snapshot: seen.snapshot, asOf: seen.asOf.toISOString() };
  await folder.save(held, JSON.stringify(source));
}
