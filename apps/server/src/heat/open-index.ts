import { join } from "node:path";
import type { Territory } from "@getu/domain";
import type { Bbox } from "@getu/geometry";
import { createHeatFolder, createHeatIndex, describeHeatRefusal, heatRootOf } from "@getu/heat";
import type {
  BuildSegment,
  HeatFolder,
  HeatIndex,
  HeatIndexOptions,
  HeatRefusal,
  HeatRoot,
} from "@getu/heat";
import { loadHeat } from "@getu/store";
import type { DatabaseSnapshot, Db } from "@getu/store";
import type { Logger } from "pino";
import { readSavedHeat } from "./saved-heat.ts";

/** What an index is opened with. */
export type OpenOptions = {
  db: Db;
  /** Folder of this process's own, for the files of all its indexes. */
  folder: string;
  build: BuildSegment;
  log: Logger;
  signal: AbortSignal;
};

/** Where an index comes from: the files of this process, or the whole table. */
export type OpenFrom = "files" | "database";

/** An index that knows everything in the snapshot `seen`. */
export type OpenedIndex = {
  index: HeatIndex;
  root: HeatRoot;
  folder: HeatFolder;
  seen: DatabaseSnapshot;
  from: OpenFrom;
};

/** Why there is no index, for an operator. */
export const whyNone = (refusal: HeatRefusal): string =>
  `${describeHeatRefusal(refusal)}${refusal.code === "MEMORY_LIMIT" ? " (GETU_HEAT_MEMORY)" : ""}`;

type Opening = { territory: Territory & { bbox: Bbox }; memoryLimitBytes: number; from: OpenFrom };

/** Opens the index of a territory, from its files where they can be trusted; or says why there can be none. */
export async function openIndex(
  options: OpenOptions,
  { territory, memoryLimitBytes, from }: Opening,
): Promise<OpenedIndex | { why: string }> {
  const { db, build, log } = options;
  const territoryId = territory.id;
  const root = heatRootOf(territory.bbox);
  const folder = createHeatFolder(join(options.folder, String(territoryId)), root);
  const terms: HeatIndexOptions = {
    root,
    timeZone: territory.timeZone,
    memoryLimitBytes,
    build,
    onBuildError(error) {
      if (!options.signal.aborted)
        log.warn({ err: error, territoryId }, "a part of the heat index was not merged");
    },
  };
  if (from === "files") {
    const saved = await readSavedHeat(db, { territoryId, folder, memoryLimitBytes });
    if (!("why" in saved)) {
      const index = createHeatIndex({ ...terms, snapshot: saved.held });
      return { index, root, folder, seen: saved.seen, from };
    }
    const line = `the heat index is built from the database: ${saved.why}`;
    if (saved.isNone) log.info({ territoryId }, line);
    else log.warn({ territoryId }, line);
  }
  const index = createHeatIndex(terms);
  const { seen, result } = await loadHeat(db, {
    territoryId,
    read: (batches) => index.load(batches),
    signal: options.signal,
  });
  if (result.stopped) return { why: whyNone(result.stopped) };
  return { index, root, folder, seen, from: "database" };
}
