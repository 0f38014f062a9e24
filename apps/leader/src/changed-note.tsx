import { lazy, Suspense } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { FormerGrids } from "./former-grids.tsx";
import { LeftWork } from "./left-work.tsx";
import type { GroundTold } from "./use-ground-news.ts";
import type { Work } from "./work.ts";

// What measures ground comes when there is something to be measured.
const MovedGround = lazy(() =>
  import("./moved-ground.tsx")
    .then(({ MovedGround: Shown }) => ({ default: Shown }))
    .catch(() => ({ default: () => null })),
);

/** Says that boundaries or one's own duties are others than before, and what came and went, until it has been read. */
export function ChangedNote({ work, told }: { work: Work; told: GroundTold }): ReactNode {
  const { t } = useTranslation();
  const { grid, role, before, onRead } = told;
  return (
    <div className="note note--strong" role="alert">
      {grid && <p>{t("leader.changed.grid")}</p>}
      {before && (
        <Suspense fallback={null}>
          <MovedGround work={work} before={before} />
        </Suspense>
      )}
      {role && <p>{t("leader.changed.role")}</p>}
      {role && <FormerGrids />}
      {grid && <LeftWork work={work} />}
      <button type="button" className="button" onClick={onRead}>
        {t("leader.changed.known")}
      </button>
    </div>
  );
}
