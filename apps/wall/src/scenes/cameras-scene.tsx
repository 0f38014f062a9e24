import type { NamedGrid } from "@getu/domain";
import {
  BlindSpotPanel,
  CoverageLadder,
  CoveragePanel,
  useCameraViews,
  useCoverage,
  useLanguage,
} from "@getu/ui";
import { useEffect, useMemo, useState } from "react";
import type { ReactNode } from "react";
import type { SceneProps } from "./scene.ts";

/** At most so many are numbered, as far as there is room to list them; the list says how many there are beyond. */
const NUMBERED_SPOTS = 12;

const NONE: readonly never[] = [];

/** What cameras see of the ground, and where incidents gather that they do not see. */
export function CamerasScene({ territory, data, words, stage }: SceneProps): ReactNode {
  const { labelOf } = useLanguage();
  const coverage = useCoverage(territory.id).data ?? null;
  const views = useCameraViews(territory.id, data.cameraReach).data?.views;
  const spots = useMemo(() => coverage?.blind.spots.slice(0, NUMBERED_SPOTS) ?? NONE, [coverage]);
  const [listed, setListed] = useState(NUMBERED_SPOTS);
  const numbered = useMemo(() => spots.slice(0, listed), [spots, listed]);
  const { setCoverage } = stage;
  useEffect(() => setCoverage({ views: views ?? NONE, spots: numbered }), [setCoverage, views, numbered]);
  useEffect(() => () => setCoverage(null), [setCoverage]);
  const grids = useMemo(() => byId(data.grids ?? NONE), [data.grids]);
  const shown = { coverage, format: words.format, theme: words.theme };
  return (
    <>
      <div className="wall__left">
        <CoveragePanel {...shown} now={data.slowNow} />
        <CoverageLadder
          {...shown}
          grids={grids}
          tierName={labelOf(territory.tiers[data.coarsestTier]!.name) /* one of its tiers */}
        />
      </div>
      <div className="wall__right">
        <BlindSpotPanel blind={coverage?.blind ?? null} spots={spots} words={words} onListed={setListed} />
      </div>
    </>
  );
}

const byId = (grids: readonly NamedGrid[]): ReadonlyMap<number, NamedGrid> =>
  new Map(grids.map((grid) => [grid.id, grid]));
