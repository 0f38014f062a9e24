import type { Incident } from "@getu/domain";
import { useKnownIncidents, useRoute } from "@getu/ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { countMoved, sizeOf, WAYS_MOVED } from "./ground-change.ts";
import type { OwnOutline } from "./known-ground.ts";
import { sizeText } from "./size-text.ts";
import { useGroundChange, useOwnGrids } from "./use-ground-change.ts";
import type { Work } from "./work.ts";

type MovedGroundProps = { work: Work; before: OwnOutline };

/** What came to one's ground and what went, with how much of one's open work; of what cannot be compared nothing. */
export function MovedGround({ work, before }: MovedGroundProps): ReactNode {
  const { t } = useTranslation();
  const { page } = useRoute();
  const change = useGroundChange(work, before);
  const counts = useMovedWork(work, before);
  if (!change) return null;
  if (change.parts.length === 0) return <p>{t("leader.changed.same")}</p>;
  const ways = WAYS_MOVED.filter((way) => sizeOf(change, way) > 0);
  return (
    <>
      <ul className="moved">
        {ways.map((way) => (
          <li key={way}>
            <i className={`sample sample--${way}`} />
            <span>
              {t(`leader.changed.${way}`, {
                size: sizeText(sizeOf(change, way), { t, format: work.format }),
              })}
              {counts[way] > 0 && t("leader.changed.open", { count: counts[way] })}
            </span>
          </li>
        ))}
      </ul>
      {page !== "map" && (
        <a className="button" href="#/map">
          {t("leader.changed.onMap")}
        </a>
      )}
    </>
  );
}

/** How much of one's open work came with the ground, and how much went of what the phone knew. */
function useMovedWork(work: Work, before: OwnOutline): ReturnType<typeof countMoved> {
  const after = useOwnGrids(work);
  const mine = work.mine ?? [];
  const here = new Set(mine.map(({ id }) => id));
  const own = new Set(before.grids.map(({ id }) => id));
  const left = useKnownIncidents(work.territory.id).filter(
    ({ id, status, gridCurrent }) =>
      status !== "closed" && !here.has(id) && gridCurrent !== null && own.has(gridCurrent),
  );
  const sides = { before: before.grids, after };
  const count = (incidents: readonly Pick<Incident, "position">[]) =>
    countMoved(
      incidents.map(({ position }) => position),
      sides,
    );
  // What one reports oneself next door is one's own until somebody takes it: it did not go.
  return { gained: count(mine).gained, lost: count(left).lost };
}
