import type { ReactNode } from "react";

/** Names that are as long as this may be cut where they stand. */
const LONG = 6;

/** So much of the end of a name is always read. */
const END = 3;

/** A name that loses its middle where it has no room: grids beside each other often begin alike. */
export function CutName({ name }: { name: string }): ReactNode {
  const letters = Array.from(name);
  if (letters.length <= LONG) return <span className="cut-name">{name}</span>;
  return (
    <span className="cut-name">
      <span>{letters.slice(0, -END).join("")}</span>
      <span>{letters.slice(-END).join("")}</span>
    </span>
  );
}
