import type { BasemapSource, Territory } from "@getu/domain";
import type { GroundLook, TierZooms } from "@getu/layers";
import { useEffect, useRef, useState } from "react";
import type { CSSProperties, ReactNode, RefObject } from "react";
import { useTranslation } from "react-i18next";
import { useSeams } from "../seams/use-seams.ts";
import type { Feed } from "./feed.ts";
import { groundPathOf } from "./ground-path.ts";
import { hasGraphics } from "./has-graphics.ts";
import type { ShownHeat } from "./heat-picture.ts";
import { createMapCanvas } from "./map-canvas.ts";
import type { MapCanvas } from "./map-canvas.ts";
import type { Bounds, GridNote, MapPosition, Padding, Picked } from "./map-types.ts";
import type { MarksInput } from "./marks.ts";
import type { DrawnTerritory } from "./territory-drawing.ts";

/** What the map shows; each part is drawn again only when it changes. */
export type MapContent = {
  drawn: DrawnTerritory | null;
  notes: ReadonlyMap<number, GridNote>;
  linesVisible: boolean;
  heat: Feed<ShownHeat | null>;
  marks: MarksInput;
  /** Whether all that shall be marked is known, or cannot be had for now. */
  areMarksWhole: boolean;
};

/** What the map is, and whom it tells. */
export type MapViewProps = {
  territory: Territory & { bbox: Bounds };
  basemap: BasemapSource;
  look: GroundLook;
  zooms: readonly TierZooms[];
  padding: Padding;
  /** What is shown while nobody moves the map; the territory's own box is all of it. */
  home: Bounds;
  content: MapContent;
  /** Lets panels move the map: the canvas while there is one. */
  canvasRef: RefObject<MapCanvas | null>;
  onMap: { view: (position: MapPosition) => void; pick: (picked: Picked | null) => void };
};

/** Graphics that crash are there again within seconds, and a wall has nobody to reload it; where there are none nothing is lost. */
const TRY_AGAIN_MS = 60_000;

/** One map of one territory; it is made once, and made anew only when its graphics are lost for good or could not be had; who wants another ground gives it another key. */
export function MapView(props: MapViewProps): ReactNode {
  const [life, setLife] = useState(0);
  const [failure, setFailure] = useState<string | null>(null);
  const { t } = useTranslation();
  useEffect(() => {
    if (failure === null) return undefined;
    // Each map that MapLibre begins in vain stays for as long as the page is there: it begins only once it can have graphics.
    const timer = setInterval(() => hasGraphics() && setFailure(null), TRY_AGAIN_MS);
    return () => clearInterval(timer);
  }, [failure]);
  if (failure !== null) return <p className="map-failure">{t("map.failed", { reason: failure })}</p>;
  return <MapLife key={life} {...props} onBroken={() => setLife(life + 1)} onFailure={setFailure} />;
}

function MapLife(
  props: MapViewProps & { onBroken: () => void; onFailure: (reason: string) => void },
): ReactNode {
  const { canvasRef, content, padding, home } = props;
  const container = useRef<HTMLDivElement>(null);
  const start = useRef(props);
  const { t } = useTranslation();
  useEffect(() => {
    const canvas = startMap(start.current, container.current!); // effects run after the element is there
    canvasRef.current = canvas;
    return () => {
      canvasRef.current = null;
      canvas?.destroy();
    };
  }, [canvasRef]);
  const seams = useSeams();
  useEffect(() => canvasRef.current?.setSeams(seams), [canvasRef, seams]);
  useEffect(() => canvasRef.current?.setPadding(padding), [canvasRef, padding]);
  useEffect(() => canvasRef.current?.setHome(home), [canvasRef, home]);
  useEffect(() => {
    if (content.drawn) canvasRef.current?.setTerritory(content.drawn);
  }, [canvasRef, content.drawn]);
  useEffect(() => canvasRef.current?.setNotes(content.notes), [canvasRef, content.notes]);
  useEffect(
    () => canvasRef.current?.setLinesVisible(content.linesVisible),
    [canvasRef, content.linesVisible],
  );
  useEffect(() => {
    const show = (): void => canvasRef.current?.setHeat(content.heat.get());
    show();
    return content.heat.subscribe(show);
  }, [canvasRef, content.heat]);
  const { marks, areMarksWhole } = content;
  useEffect(() => canvasRef.current?.setMarks(marks, areMarksWhole), [canvasRef, marks, areMarksWhole]);
  // MapLibre's own controls keep to the free area as well.
  const free = {
    "--free-right": `${padding.right}px`,
    "--free-bottom": `${padding.bottom}px`,
  } as CSSProperties;
  return <div ref={container} className="map" style={free} role="region" aria-label={t("map.label")} />;
}

function startMap(props: Parameters<typeof MapLife>[0], container: HTMLElement): MapCanvas | null {
  const { territory, basemap, look, zooms, padding, onMap, onBroken, onFailure } = props;
  try {
    return createMapCanvas({
      container,
      groundPath: groundPathOf(territory.id),
      zooms,
      bounds: territory.bbox,
      basemap,
      look,
      padding,
      onView: onMap.view,
      onPick: onMap.pick,
      onBroken,
    });
  } catch (error) {
    onFailure(error instanceof Error ? error.message : String(error)); // a machine without WebGL 2
    return null;
  }
}
