import type { Balance, Impact } from "@getu/domain/redraw";
import type { TFunction } from "@getu/ui";
import { changedLoads, LOADS } from "../../panels/changed-loads.ts";
import { linesIn } from "../map/wrap-text.ts";
import { TABLE_TEXT_MM } from "../table/paper-table.ts";
import type { PaperColumn, PaperTable } from "../table/paper-table.ts";

const SIDES = ["before", "after"] as const;

const FIGURES = [
  { key: "mean", write: (balance: Balance) => balance.mean.toFixed(1) },
  { key: "least", write: (balance: Balance) => balance.least.toFixed(0) },
  { key: "most", write: (balance: Balance) => balance.most.toFixed(0) },
  { key: "variation", write: (balance: Balance) => balance.variation.toFixed(2) },
] as const;

/** How evenly households and incidents are spread before and after. */
export function balanceTable({ balance }: Impact, t: TFunction): PaperTable {
  const rows = (["households", "incidents365"] as const).flatMap((measure) =>
    SIDES.map((side) => ({ measure, side, balance: balance[measure][side] })),
  );
  return {
    key: "balance",
    title: t("print.draft.balance"),
    columns: [
      { key: "measure", title: "", widthMm: 89 },
      { key: "side", title: "", widthMm: 40 },
      ...FIGURES.map(({ key }): PaperColumn => ({
        key,
        title: t(`print.draft.figure.${key}`),
        widthMm: 35,
        isNumber: true,
      })),
    ],
    rows: rows.map(({ measure, side, balance: of }) => ({
      key: `${measure} ${side}`,
      lines: 1,
      cells: [
        side === "before" ? t(`print.draft.measure.${measure}`) : "",
        t(`planner.effect.${side}`),
        ...FIGURES.map(({ write }) => (of ? write(of) : "—")),
      ],
    })),
  };
}

const LEADER_MM = 89;

const write = (value: number | null): string => (value === null ? "—" : value.toFixed(0));

/** What each leader answers for before and after, where it changes; null without any leader. */
export function leaderTable({ leaders }: Impact, t: TFunction): PaperTable | null {
  if (leaders.length === 0) return null;
  const changed = changedLoads(leaders);
  const others = leaders.length - changed.length;
  return {
    key: "leaders",
    title: t("print.draft.leaders"),
    columns: [
      { key: "leader", title: t("planner.grid.leader"), widthMm: LEADER_MM },
      ...LOADS.flatMap((measure) =>
        SIDES.map((side): PaperColumn => ({
          key: `${measure} ${side}`,
          group: t(`planner.impact.${measure}`),
          title: t(`planner.effect.${side}`),
          widthMm: 30,
          isNumber: true,
        })),
      ),
    ],
    rows: changed.map((leader) => ({
      key: leader.leaderName,
      lines: linesIn(leader.leaderName, { widthMm: LEADER_MM - 2, sizeMm: TABLE_TEXT_MM }),
      cells: [
        leader.leaderName,
        ...LOADS.flatMap((measure) => SIDES.map((side) => write(leader[measure][side]))),
      ],
    })),
    ...(others > 0 && { note: t("print.draft.sameLeaders", { count: others }) }),
  };
}
