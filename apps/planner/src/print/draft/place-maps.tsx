import type { Bbox } from "@getu/geometry";
import { useMemo } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { bboxOfBoxes, createFrame } from "../map/frame.ts";
import type { Frame } from "../map/frame.ts";
import type { PaperGround } from "../map/use-ground.ts";
import type { ChangePlace, MapSize } from "./change-places.ts";
import type { Compared } from "./compared-plans.ts";
import { PlanMap } from "./plan-map.tsx";
import type { Side } from "./plan-map.tsx";

type PlaceMapsProps = {
  compared: Compared;
  place: ChangePlace;
  numbers: ReadonlyMap<number, number>;
  ground: PaperGround;
  sides: readonly Side[];
  size: MapSize;
};

/** Maps of one place at one scale, side by side or alone. */
export function PlaceMaps({ place, sides, size, ...map }: PlaceMapsProps): ReactNode {
  const { t } = useTranslation();
  const frame = useMemo(() => createFrame(widened(place.bbox), size), [place, size]);
  return (
    <div className="draft__maps">
      {sides.map((side) => (
        <figure key={side}>
          <figcaption>
            {t(`print.draft.${side}`)} <small>{t("print.scale", { scale: scaleOf(frame) })}</small>
          </figcaption>
          <PlanMap label={t(`print.draft.${side}`)} {...{ ...map, place, side, frame }} />
        </figure>
      ))}
    </div>
  );
}

/** So much ground is shown at least: without roads and neighbours nobody knows where it is. */
const LEAST_METRES = 160;

const METRES_PER_DEGREE = 111_195;

function widened([west, south, east, north]: Bbox): Bbox {
  const [lng, lat] = [(west + east) / 2, (south + north) / 2];
  const half = LEAST_METRES / 2 / METRES_PER_DEGREE;
  const wide = half / Math.cos((lat * Math.PI) / 180);
  return bboxOfBoxes([
    [west, south, east, north],
    [lng - wide, lat - half, lng + wide, lat + half],
  ]);
}

/** The scale as a fraction, in two figures that tell something. */
function scaleOf({ metresPerMm }: Frame): string {
  const scale = metresPerMm * 1000;
  const step = 10 ** Math.max(0, Math.floor(Math.log10(scale)) - 1);
  return String(Math.round(scale / step) * step);
}

/** What the signs of the maps mean. */
export function DraftLegend(): ReactNode {
  const { t } = useTranslation();
  return (
    <p className="draft__legend">
      {(["old", "new", "moved", "movedNumber", "gridNumber"] as const).map((key) => (
        <span key={key} className={`draft__key draft__key--${key}`}>
          {t(`print.draft.key.${key}`)}
        </span>
      ))}
    </p>
  );
}
