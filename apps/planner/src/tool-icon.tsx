import type { Tool } from "@getu/editor";
import type { ReactNode } from "react";

/** Strokes on a field of 24 by 24. */
const STROKES: Record<Tool, string> = {
  inspect: "M5 3l13 9-6 1.5L9 20z",
  move: "M12 3v18M3 12h18M12 3l-3 3M12 3l3 3M12 21l-3-3M12 21l3-3M3 12l3-3M3 12l3 3M21 12l-3-3M21 12l-3 3",
  cut: "M4 4h16v16H4zM9 2.5l6 19",
  merge: "M3 5h8v14H3zM13 5h8v14h-8zM8 12h8M13.5 9.5L16 12l-2.5 2.5",
  reshape: "M4 20C4 12 12 16 12 10S20 8 20 4M4 20h.01M20 4h.01",
  road: "M8 21L10.5 3M16 21L13.5 3M12 5v3M12 11v3M12 17v3",
  transfer: "M12 4c5 0 8 2.5 8 6s-3 6-8 6-8-2.5-8-6 3-6 8-6zM9 15.5l-3 5",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 017 0v3M12 14.5v2.5",
};

/** The picture of a tool; its name stands in the button's label. */
export const ToolIcon = ({ tool }: { tool: Tool }): ReactNode => (
  <svg className="planner__icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d={STROKES[tool]} />
  </svg>
);
