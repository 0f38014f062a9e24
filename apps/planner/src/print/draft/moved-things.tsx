import type { Catalogue } from "@getu/domain";
import type { Impact, MovedPoint } from "@getu/domain/redraw";
import { categoryName, useLanguage } from "@getu/ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Compared } from "./compared-plans.ts";

type MovedThingsProps = { impact: Impact; compared: Compared; catalogue: Catalogue };

/** Open work, cameras and places that come to another grid, each by name. */
export function MovedThings({ impact, compared, catalogue }: MovedThingsProps): ReactNode {
  const { t } = useTranslation();
  const { labelOf } = useLanguage();
  const { openWork, cameras, places } = impact;
  const work = openWork.moved.map((moved) => ({
    ...moved,
    name: `${categoryName({ category: moved.name }, catalogue, labelOf)} #${moved.id}`,
  }));
  const leftOut = openWork.total - work.length;
  return (
    <>
      <MovedTable title={t("print.draft.work", { count: openWork.total })} moved={work} compared={compared} />
      {leftOut > 0 && <p className="paper-note">{t("print.draft.leftOut", { count: leftOut })}</p>}
      <MovedTable
        title={t("print.draft.cameras", { count: cameras.length })}
        moved={cameras}
        compared={compared}
      />
      <MovedTable
        title={t("print.draft.places", { count: places.length })}
        moved={places}
        compared={compared}
      />
    </>
  );
}

type MovedTableProps = { title: string; moved: readonly MovedPoint[]; compared: Compared };

function MovedTable({ title, moved, compared: { before, after } }: MovedTableProps): ReactNode {
  const { t } = useTranslation();
  if (moved.length === 0) return null;
  const nameIn = (grids: Compared["before"]["grids"], id: number | null): string =>
    id === null ? t("print.draft.outside") : (grids.get(id)?.name ?? String(id));
  return (
    <section>
      <h2>{title}</h2>
      <table className="paper-table">
        <thead>
          <tr>
            <th>{t("print.booklet.name")}</th>
            <th>{t("planner.effect.before")}</th>
            <th>{t("planner.effect.after")}</th>
          </tr>
        </thead>
        <tbody>
          {moved.map(({ id, name, from, to }) => (
            <tr key={id}>
              <td>{name}</td>
              <td>{nameIn(before.grids, from)}</td>
              <td>{nameIn(after.grids, to)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
