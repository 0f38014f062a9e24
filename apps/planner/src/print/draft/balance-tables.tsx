import type { Balance, Impact } from "@getu/domain/redraw";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

const FIGURES = [
  { key: "mean", write: (balance: Balance) => balance.mean.toFixed(1) },
  { key: "least", write: (balance: Balance) => balance.least.toFixed(0) },
  { key: "most", write: (balance: Balance) => balance.most.toFixed(0) },
  { key: "variation", write: (balance: Balance) => balance.variation.toFixed(2) },
] as const;

/** How evenly households and incidents are spread before and after. */
export function BalanceTable({ impact: { balance } }: { impact: Impact }): ReactNode {
  const { t } = useTranslation();
  const rows = (["households", "incidents365"] as const).flatMap((measure) =>
    (["before", "after"] as const).map((side) => ({ measure, side, balance: balance[measure][side] })),
  );
  return (
    <section>
      <h2>{t("print.draft.balance")}</h2>
      <table className="paper-table">
        <thead>
          <tr>
            <th colSpan={2} />
            {FIGURES.map(({ key }) => (
              <th key={key} className="paper-table__count">
                {t(`print.draft.figure.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ measure, side, balance: of }) => (
            <tr key={`${measure} ${side}`}>
              <th scope="row">{side === "before" && t(`print.draft.measure.${measure}`)}</th>
              <td>{t(`planner.effect.${side}`)}</td>
              {FIGURES.map(({ key, write }) => (
                <td key={key} className="paper-table__count">
                  {of ? write(of) : "—"}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const write = (value: number | null): string => (value === null ? "—" : value.toFixed(0));

/** What each leader answers for before and after, where it changes. */
export function LeaderTable({ impact: { leaders } }: { impact: Impact }): ReactNode {
  const { t } = useTranslation();
  if (leaders.length === 0) return null;
  const sides = ["before", "after"] as const;
  const measures = ["openWork", "incidents30", "visitsDue"] as const;
  const changed = leaders.filter((leader) =>
    measures.some((measure) => leader[measure].before !== leader[measure].after),
  );
  const others = leaders.length - changed.length;
  return (
    <section>
      <h2>{t("print.draft.leaders")}</h2>
      <table className="paper-table">
        <thead>
          <tr>
            <th>{t("planner.grid.leader")}</th>
            {measures.flatMap((measure) =>
              sides.map((side) => (
                <th key={`${measure} ${side}`} className="paper-table__count">
                  {t(`planner.impact.${measure}`)} · {t(`planner.effect.${side}`)}
                </th>
              )),
            )}
          </tr>
        </thead>
        <tbody>
          {changed.map((leader) => (
            <tr key={leader.leaderName}>
              <td>{leader.leaderName}</td>
              {measures.flatMap((measure) =>
                sides.map((side) => (
                  <td key={`${measure} ${side}`} className="paper-table__count">
                    {write(leader[measure][side])}
                  </td>
                )),
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {others > 0 && <p className="paper-note">{t("print.draft.sameLeaders", { count: others })}</p>}
    </section>
  );
}
