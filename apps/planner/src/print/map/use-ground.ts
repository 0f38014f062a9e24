import type { BasemapKind } from "@getu/domain";
import type { Bbox } from "@getu/geometry";
import { groundFile, groundPathOf } from "@getu/ui";
import type { Feature, FeatureCollection } from "geojson";
import { useEffect, useState } from "react";
import { bboxOfLine, isMeeting, linesOf } from "./frame.ts";

/** A thing of the ground with the box around it. */
type GroundThing = { feature: Feature; bbox: Bbox };

/** The ground of a territory in its layers. */
export type PaperGround = Readonly<Record<BasemapKind, readonly GroundThing[]>>;

/** The territory's own ground; a layer that there is not is empty. Null while it is read. */
export function usePaperGround(territoryId: number): PaperGround | null {
  const [ground, setGround] = useState<PaperGround | null>(null);
  useEffect(() => {
    const aborter = new AbortController();
    const read = async (): Promise<void> => {
      const path = groundPathOf(territoryId);
      const layerOf = (kind: BasemapKind): Promise<GroundThing[]> =>
        readLayer(groundFile(path, kind), aborter.signal);
      const [water, green, building, road] = await Promise.all([
        layerOf("water"),
        layerOf("green"),
        layerOf("building"),
        layerOf("road"),
      ]);
      if (!aborter.signal.aborted) setGround({ water, green, building, road });
    };
    void read();
    return () => aborter.abort();
  }, [territoryId]);
  return ground;
}

async function readLayer(url: string, signal: AbortSignal): Promise<GroundThing[]> {
  try {
    const response = await fetch(url, { signal });
    return response.ok ? toThings((await response.json()) as FeatureCollection) : [];
  } catch {
    return []; // grids are drawn without a ground too
  }
}

const toThings = ({ features }: FeatureCollection): GroundThing[] =>
  features.map((feature) => ({ feature, bbox: bboxOfLine(linesOf(feature.geometry).flat()) }));

/** What of a layer meets a box. */
export const thingsIn = (things: readonly GroundThing[], bbox: Bbox): Feature[] =>
  things.filter((thing) => isMeeting(thing.bbox, bbox)).map(({ feature }) => feature);
