import type { Impact } from "@getu/domain/redraw";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { changedLoads, LOADS } from "./changed-loads.ts";

const write = (value: number | null): string => (value === null ? "—" : value.toFixed(0));

/** What each leader answers for before and after, where it changes; nothing where it changes for nobody. */
export function LeaderLoads({ leaders }: Pick<Impact, "leaders">): ReactNode {
  const { t } = useTranslation();
  const changed = changedLoads(leaders);
  if (changed.length === 0) return null;
  return (
    <section className="planner__loads">
      <h3>{t("print.draft.leaders")}</h3>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("planner.grid.leader")}</th>
            {LOADS.map((load) => (
              <th key={load} scope="col">
                {t(`planner.impact.${load}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {changed.map((leader) => (
            <tr key={leader.leaderName}>
              <td>{leader.leaderName}</td>
              {LOADS.map((load) => (
                <td key={load}>
                  {write(leader[load].before)} → {write(leader[load].after)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
