import { BASEMAP_KINDS } from "@getu/domain";
import { groundFile, groundPathOf, useBasemap, usePlacesAround } from "@getu/ui";
import { useEffect, useState } from "react";
import { communityOf } from "./duty.ts";
import { isGroundKept } from "./install-worker.ts";
import type { Work } from "./work.ts";

/** What a map is made of, what is looked for first. */
const MAP_PARTS = ["outlines", "work", "places", "ground"] as const;

/** A part of the map. */
export type MapPart = (typeof MAP_PARTS)[number];

/** What of the map lies on the phone, and what does not. */
export function useMapParts({ territory, duty, around, mine }: Work): Record<"kept" | "missing", MapPart[]> {
  const gridId = communityOf(duty);
  const basemap = useBasemap(territory.id);
  const { data: places } = usePlacesAround({ territoryId: territory.id, gridId });
  const [hasGround, setGround] = useState(false);
  const path = groundPathOf(territory.id, gridId);
  useEffect(() => {
    isGroundKept(BASEMAP_KINDS.map((kind) => groundFile(path, kind))).then(setGround, reportError);
  }, [path]);
  const isKept: Record<MapPart, boolean> = {
    outlines: around !== null,
    work: mine !== null,
    places: places !== undefined,
    ground: basemap?.kind === "own" && hasGround,
  };
  return {
    kept: MAP_PARTS.filter((part) => isKept[part]),
    missing: MAP_PARTS.filter((part) => !isKept[part]),
  };
}
