import type { ReactNode } from "react";

/** A change with its sign, in green or red. */
export function ChangeCell({ change }: { change: string }): ReactNode {
  const look = change === "0" ? "" : change.startsWith("+") ? "planner__more" : "planner__less";
  return <td className={look}>{change}</td>;
}
