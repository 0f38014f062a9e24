import type { Board, Label, Place } from "@getu/domain";
import { openingHoursText, useLanguage } from "@getu/ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { hectares } from "../../panels/quantity.ts";
import { textWidth } from "../map/text-width.ts";

/** How large a line of one piece may be, in heights of the letters around it, so that it is no wider than so many of them. */
const sizeOf = (text: string, { widest, most }: { widest: number; most: number }): string =>
  `${Math.min(most, widest / Math.max(1, textWidth(text)))}em`;

type LeaderBlockProps = {
  board: Board;
  /** How much room there is beside each other, in letters of the text around. */
  widest: number;
};

/** Who leads the grid, and their number, each in one piece; nothing where the office does not publish it. */
export function LeaderBlock({ board: { leader }, widest }: LeaderBlockProps): ReactNode {
  const { t } = useTranslation();
  if (!leader) return null;
  const { name, telephone } = leader;
  return (
    <section className="board__leader">
      <h3>{t("print.board.leader")}</h3>
      <strong style={{ fontSize: sizeOf(name, { widest, most: 2.4 }) }}>{name}</strong>
      {telephone !== null && (
        <span className="board__number" style={{ fontSize: sizeOf(telephone, { widest, most: 1.7 }) }}>
          {telephone}
        </span>
      )}
    </section>
  );
}

/** What the grid is, in lines of two. */
export function FactList({ board: { grid, above } }: { board: Board }): ReactNode {
  const { t } = useTranslation();
  const leaders = above.flatMap(({ name, leader }) => (leader ? [`${name} ${leader.name}`] : []));
  const rows: readonly (readonly [string, ReactNode])[] = [
    [t("print.board.code"), grid.code],
    ...(above.length > 0
      ? [[t("print.board.parents"), above.map(({ name }) => name).join(" · ")] as const]
      : []),
    ...(grid.households === null
      ? []
      : [
          [
            t("print.board.households"),
            t(`print.board.${grid.householdsEstimated ? "estimatedHouseholds" : "householdCount"}`, {
              count: grid.households,
            }),
          ] as const,
        ]),
    [t("print.board.area"), t("print.hectares", { text: hectares(grid.areaSquareMetres) })],
    ...(leaders.length > 0 ? [[t("print.board.leadersAbove"), leaders.join(" · ")] as const] : []),
  ];
  return (
    <dl className="board__facts">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What whoever leads it does. */
export function DutyList({ duties }: { duties: readonly Label[] }): ReactNode {
  const { t } = useTranslation();
  const { labelOf } = useLanguage();
  if (duties.length === 0) return null;
  return (
    <section className="board__duties">
      <h3>{t("print.board.duties")}</h3>
      <ol>
        {duties.map((duty) => (
          <li key={duty.zh}>{labelOf(duty)}</li>
        ))}
      </ol>
    </section>
  );
}

/** Places around that can be rung, by the numbers that they have on the map. */
export function ServiceList({ services }: { services: readonly Place[] }): ReactNode {
  const { t } = useTranslation();
  const { language } = useLanguage();
  if (services.length === 0) return null;
  return (
    <section className="board__services">
      <h3>{t("print.board.services")}</h3>
      <ol>
        {services.map(({ id, name, telephone, openingHours }) => (
          <li key={id}>
            <span>
              {name}{" "}
              {openingHours !== null && (
                <small className="board__hours">{openingHoursText(openingHours, { t, language })}</small>
              )}
            </span>
            <b className="board__number">{telephone}</b>
          </li>
        ))}
      </ol>
    </section>
  );
}
