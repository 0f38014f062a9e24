import type { ReactNode } from "react";

/** A change with its sign; no colour says whether it is a good one, which only the planner knows. */
export function ChangeCell({ change }: { change: string }): ReactNode {
  return <td className={change === "0" ? "" : "planner__changed"}>{change}</td>;
}
