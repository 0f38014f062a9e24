import type { BasemapSource } from "@getu/domain";
import type { Configuration } from "./configuration.ts";
import { checkPmtiles, PMTILES_ADDRESS } from "./http/pmtiles-file.ts";

/** Where the ground of every map comes from, and the archive that we serve ourselves for it. */
export type Ground = { basemap: BasemapSource; pmtilesFile: string | null };

/** The ground that the configuration names; throws one line where its archive cannot be used. */
export async function groundOf({ basemapStyle, basemapPmtiles }: Configuration): Promise<Ground> {
  if (basemapStyle !== null) return { basemap: { kind: "style", url: basemapStyle }, pmtilesFile: null };
  if (basemapPmtiles === null) return { basemap: { kind: "own" }, pmtilesFile: null };
  const isElsewhere = URL.canParse(basemapPmtiles);
  if (!isElsewhere) await checkPmtiles(basemapPmtiles);
  return {
    basemap: { kind: "pmtiles", url: isElsewhere ? basemapPmtiles : PMTILES_ADDRESS },
    pmtilesFile: isElsewhere ? null : basemapPmtiles,
  };
}
