import { listOwners } from "@getu/geometry/partition";
import { useMemo } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { borderFeatures } from "../../map/plan-features.ts";
import { bboxOfBoxes, bboxOfLine, createFrame, isMeeting, pathOf } from "../map/frame.ts";
import type { Frame } from "../map/frame.ts";
import { areaPath } from "../map/grids-layer.tsx";
import { GroundLayer } from "../map/ground-layer.tsx";
import { PaperMap } from "../map/paper-map.tsx";
import type { PaperGround } from "../map/use-ground.ts";
import type { ChangePlace, MapSize } from "./change-places.ts";
import { changedAreas } from "./compared-plans.ts";
import type { Compared } from "./compared-plans.ts";

type OverviewMapProps = {
  compared: Compared;
  places: readonly ChangePlace[];
  size: MapSize;
  ground: PaperGround;
};

/** Where the places lie that have maps of their own. */
export function OverviewMap({ compared, places, size, ground }: OverviewMapProps): ReactNode {
  const { t } = useTranslation();
  const frame = useMemo(() => createFrame(bboxOfBoxes(places.map(({ bbox }) => bbox)), size), [places, size]);
  return (
    <PaperMap frame={frame} label={t("print.draft.overview")}>
      <GroundLayer {...{ frame, ground }} />
      <rect width={frame.width} height={frame.height} fill="#ffffff" fillOpacity={0.45} />
      <CoarseBorders compared={compared} frame={frame} />
      {places.map(({ owners, bbox }, i) => (
        <PlaceFrame key={bbox.join(" ")} number={i + 1} {...{ compared, owners, bbox, frame }} />
      ))}
    </PaperMap>
  );
}

/** Communities and compounds; the finest would be a mesh at this scale. */
const WIDTHS = [1.2, 0.8, 0.4];

function CoarseBorders({ compared: { after }, frame }: { compared: Compared; frame: Frame }): ReactNode {
  const d = useMemo(() => {
    const borders = borderFeatures(after, listOwners(after.partition));
    return WIDTHS.map((_, rank) => {
      const seen = borders.filter(
        ({ geometry, properties }) =>
          Number(properties?.["rank"]) === rank &&
          isMeeting(bboxOfLine(geometry.coordinates.flat()), frame.bbox),
      );
      return pathOf(
        seen.flatMap(({ geometry }) => geometry.coordinates),
        frame,
      );
    });
  }, [after, frame]);
  return (
    <g fill="none" stroke="#3c4852" strokeLinejoin="round">
      {WIDTHS.map((width, rank) => (
        <path key={width} d={d[rank]} strokeWidth={width} />
      ))}
    </g>
  );
}

type PlaceFrameProps = ChangePlace & { compared: Compared; number: number; frame: Frame };

function PlaceFrame({ compared, owners, bbox, number, frame }: PlaceFrameProps): ReactNode {
  const { t } = useTranslation();
  const [left, bottom] = frame.toPaper([bbox[0], bbox[1]]);
  const [right, top] = frame.toPaper([bbox[2], bbox[3]]);
  const areas = [...changedAreas(compared.after, owners).values()];
  return (
    <g>
      <path d={areas.map((area) => areaPath(area, frame)).join("")} fill="#9c1f6b" fillOpacity={0.5} />
      <rect
        x={left - 2}
        y={top - 2}
        width={right - left + 4}
        height={bottom - top + 4}
        rx={1}
        fill="none"
        stroke="#9c1f6b"
        strokeWidth={0.6}
      />
      <text
        className="paper-map__grid-name"
        x={(left + right) / 2}
        y={top - 5}
        fontSize={4}
        fontWeight={700}
        fill="#9c1f6b"
      >
        {t("print.draft.place", { number })}
      </text>
    </g>
  );
}
