import { BASEMAP_KINDS } from "@getu/domain";
import { groundFile, groundPathOf, useBasemap, usePlacesAround } from "@getu/ui";
import { useEffect } from "react";
import { communityOf } from "./duty.ts";
import { fetchAhead } from "./install-worker.ts";
import { savesData } from "./saves-data.ts";
import type { Work } from "./work.ts";

/**
 * Fetches what the map needs once the work is there, so that it opens without a network also where it never was opened
 * with one; not for somebody who has told the browser to save data.
 */
export function useMapAhead({ territory, duty, isShown, live }: Work): void {
  const basemap = useBasemap(territory.id);
  const isTime = basemap !== null && isShown && live.status === "live";
  const hasOwnGround = basemap?.kind === "own";
  const communityId = communityOf(duty);
  usePlacesAround({ territoryId: territory.id, gridId: isTime ? communityId : null });
  useEffect(() => {
    if (!isTime || savesData()) return;
    const path = groundPathOf(territory.id, communityId);
    fetchAhead(hasOwnGround ? BASEMAP_KINDS.map((kind) => groundFile(path, kind)) : []).catch(reportError);
  }, [isTime, hasOwnGround, territory.id, communityId]);
}
