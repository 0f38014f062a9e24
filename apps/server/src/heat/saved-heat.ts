import { describeSegmentFileRefusal, isNothingSaved } from "@getu/heat";
import type { HeatFolder, HeatIndex, HeatSnapshot } from "@getu/heat";
import { canResumeHeat, writeHeatMark } from "@getu/store";
import type { DatabaseSnapshot, Db, OwnHistory } from "@getu/store";
import { z } from "zod";

/** What an index held, and the snapshot of the database that this was. */
export type SavedHeat = { held: HeatSnapshot; seen: DatabaseSnapshot };

/** What the files say they were taken of. */
const sourceSchema = z.strictObject({ mark: z.string(), snapshot: z.string(), asOf: z.iso.datetime() });
type Source = z.infer<typeof sourceSchema>;

/** Null for a text that `saveHeat` never wrote. */
function readSource(text: string): Source | null {
  try {
    return sourceSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

type Place = { territoryId: number; folder: HeatFolder };

/** Why files are not taken; `isNone` = there are none, as at the first start. */
type NoSavedHeat = { why: string; isNone: boolean };

/** The index as it was saved, or why it must be built from the database. */
export async function readSavedHeat(
  db: Db,
  { territoryId, folder, memoryLimitBytes }: Place & { memoryLimitBytes: number },
): Promise<SavedHeat | NoSavedHeat> {
  const saved = await folder.read(memoryLimitBytes);
  if ("reason" in saved) return { why: describeSegmentFileRefusal(saved), isNone: isNothingSaved(saved) };
  const source = readSource(saved.source);
  if (!source) return { why: "the files do not say what they were taken of", isNone: false };
  const { mark, snapshot, asOf } = source;
  if (!(await canResumeHeat(db, { territoryId, mark, snapshot })))
    return {
      why: "the files belong to another database, or to a time it no longer knows",
      isNone: false,
    };
  return { held: saved.snapshot, seen: { snapshot, asOf: new Date(asOf) } };
}

/** Saves the index as it is now; throws where the database is not that of which it was read. */
export async function saveHeat(
  db: Db,
  {
    territoryId,
    folder,
    index,
    seen,
    own,
  }: Place & { index: HeatIndex; seen: DatabaseSnapshot; own: OwnHistory },
): Promise<void> {
  const held = index.snapshot(); // before the first await: it is what the index holds at `seen`
  const mark = await writeHeatMark(db, { territoryId, own });
  const source: Source = { mark, snapshot: seen.snapshot, asOf: seen.asOf.toISOString() };
  await folder.save(held, JSON.stringify(source));
}
