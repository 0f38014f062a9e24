import type { Grant } from "@getu/domain";
import { listDemoIds } from "@getu/store";
import type { Db } from "@getu/store";

/** What may be read without signing in: nothing, what is made up, or everything. */
export type OpenReading = "none" | "demo" | "all";

/** A new demo territory may be unknown for this long. */
const KEEP_MS = 1000;

const readerOf = (territoryId: number | "all"): Grant => ({ role: "viewer", territoryId, gridPath: "" });

/** Says what everybody may read; asking costs nothing most of the time. */
export function createOpenReading(db: Db, openReading: OpenReading): () => Promise<readonly Grant[]> {
  if (openReading !== "demo") return async () => (openReading === "all" ? [readerOf("all")] : []);
  let kept = { until: 0, grants: Promise.resolve<readonly Grant[]>([]) };
  return () => {
    if (performance.now() < kept.until) return kept.grants;
    const grants = listDemoIds(db).then((ids) => ids.map(readerOf));
    kept = { until: performance.now() + KEEP_MS, grants };
    grants.catch(() => (kept = { until: 0, grants })); // a failed read must not be remembered
    return grants;
  };
}
