import type { Plan, PlanGrid } from "@getu/domain/redraw";
import type { TFunction } from "@getu/ui";
import { linesIn } from "../map/wrap-text.ts";
import { TABLE_TEXT_MM } from "../table/paper-table.ts";
import type { PaperTable } from "../table/paper-table.ts";
import type { Compared } from "./compared-plans.ts";

const GRID_MM = 69;
const WHAT_MM = 30;
const TEXT_MM = 85;

/** What of a grid's record is written on paper. */
const FACTS = ["name", "code", "parent", "leader"] as const;

/** What is another in the records of grids that were there and stay: names, codes, the grid above and leaders; null = nothing. */
export function recordTable(
  { before, after }: Pick<Compared, "before" | "after">,
  t: TFunction,
): PaperTable | null {
  const rows = [...before.grids.values()].flatMap((old) => {
    const now = after.grids.get(old.id);
    if (!now) return [];
    return FACTS.flatMap((fact) => {
      const [was, is] = [factOf(old, fact, before), factOf(now, fact, after)];
      if (was === is) return [];
      const cells = [old.name, t(`print.draft.record.${fact}`), was, is];
      const lines = [old.name, was, is].map((text) =>
        linesIn(text, { widthMm: GRID_MM - 2, sizeMm: TABLE_TEXT_MM }),
      );
      return [{ key: `${old.id} ${fact}`, cells, lines: Math.max(...lines) }];
    });
  });
  if (rows.length === 0) return null;
  return {
    key: "records",
    title: t("print.draft.records"),
    columns: [
      { key: "grid", title: t("planner.effect.grid"), widthMm: GRID_MM },
      { key: "what", title: "", widthMm: WHAT_MM },
      { key: "before", title: t("planner.effect.before"), widthMm: TEXT_MM },
      { key: "after", title: t("planner.effect.after"), widthMm: TEXT_MM },
    ],
    rows,
  };
}

function factOf(
  { name, code, parentId, leaderName }: PlanGrid,
  fact: (typeof FACTS)[number],
  plan: Plan,
): string {
  if (fact === "name") return name;
  if (fact === "code") return code;
  if (fact === "leader") return leaderName ?? "—";
  return parentId === null ? "—" : (plan.grids.get(parentId)?.name ?? "—");
}
