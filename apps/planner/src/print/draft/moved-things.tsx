import type { Catalogue } from "@getu/domain";
import type { Impact, MovedPoint } from "@getu/domain/redraw";
import { categoryName, useLanguage } from "@getu/ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Compared } from "./compared-plans.ts";

type MovedThingsProps = {
  impact: Impact;
  compared: Pick<Compared, "before" | "after">;
  catalogue: Catalogue;
};

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
  const names = namesIn(impact, compared);
  return (
    <>
      <MovedTable title={t("print.draft.work", { count: openWork.total })} moved={work} names={names} />
      {leftOut > 0 && <p className="paper-note">{t("print.draft.leftOut", { count: leftOut })}</p>}
      <MovedTable title={t("print.draft.cameras", { count: cameras.length })} moved={cameras} names={names} />
      <MovedTable title={t("print.draft.places", { count: places.length })} moved={places} names={names} />
    </>
  );
}

type Names = Record<"before" | "after", (gridId: number) => string>;

/** What grids are called in both plans; those of a draft that is in force have got numbers that its steps do not know. */
function namesIn({ grids }: Impact, compared: MovedThingsProps["compared"]): Names {
  const counted = new Map(grids.map(({ grid, name }) => [grid, name]));
  const namesOf = (side: "before" | "after") => (gridId: number) =>
    compared[side].grids.get(gridId)?.name ?? counted.get(gridId) ?? String(gridId);
  return { before: namesOf("before"), after: namesOf("after") };
}

type MovedTableProps = { title: string; moved: readonly MovedPoint[]; names: Names };

function MovedTable({ title, moved, names }: MovedTableProps): ReactNode {
  const { t } = useTranslation();
  if (moved.length === 0) return null;
  const nameIn = (side: "before" | "after", id: number | null): string =>
    id === null ? t("print.draft.outside") : names[side](id);
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
              <td>{nameIn("before", from)}</td>
              <td>{nameIn("after", to)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
