import type { Row } from "./benchmark.ts";
import { keepsFloor, reachesGoal } from "./benchmark.ts";
import { toShort } from "./format.ts";

const withUnit = (value: number, unit: string): string =>
  unit === "×" ? `${toShort(value)}×` : `${toShort(value)} ${unit}`;

const limitOf = (value: number | null, { better, unit }: Row): string =>
  value === null ? "" : `${better === "higher" ? "≥" : "≤"} ${withUnit(value, unit)}`;

const verdictOf = (row: Row): string => {
  if (!keepsFloor(row)) return "**below the floor**";
  if (reachesGoal(row)) return "goal";
  return row.floor === null ? "" : "floor";
};

/** Rows as a table of Markdown. */
export function toMarkdown(rows: readonly Row[]): string {
  const lines = rows.map((row) =>
    [
      row.name,
      row.peer,
      `**${withUnit(row.value, row.unit)}**`,
      limitOf(row.floor, row),
      limitOf(row.goal, row),
      verdictOf(row),
      row.details,
    ].join(" | "),
  );
  return [
    "| what | against | measured | floor | goal | holds | medians (lowest–highest round) |",
    "|---|---|---|---|---|---|---|",
    ...lines.map((line) => `| ${line} |`),
  ].join("\n");
}
