/** A measured figure beside its limits. */
export type Row = {
  /** What was measured, with its size. */
  name: string;
  /** What it was measured against, or "" when the figure stands alone. */
  peer: string;
  value: number;
  /** "×" for a ratio, else its unit. */
  unit: string;
  better: "higher" | "lower";
  /** Must hold for `--check`; null = nothing must. */
  floor: number | null;
  /** Is hoped for. */
  goal: number | null;
  /** The two sides with their spread, as a reader wants them. */
  details: string;
};

/** How a run was asked for. */
export type RunOptions = {
  /** Small sizes and few rounds: for development, its figures are not kept. */
  quick: boolean;
  /** Peers that are absent may be installed. */
  installPeers: boolean;
  /** Tells what goes on. */
  say: (line: string) => void;
};

/** A picture of what was measured; the documentation shows it under this name. */
export type Chart = { file: string; svg: string };

/** Rows, what could not be measured with its reason, and pictures. */
export type Outcome = { rows: Row[]; leftOut: string[]; charts?: Chart[] };

/** Something to measure; `--only` takes its name. */
export type Benchmark = { name: string; run: (options: RunOptions) => Promise<Outcome> };

/** Does the figure keep its floor? */
export const keepsFloor = ({ value, floor, better }: Row): boolean => {
  if (floor === null) return true;
  return better === "higher" ? value >= floor : value <= floor; // false for NaN
};

/** Does the figure reach its goal? */
export const reachesGoal = ({ value, goal, better }: Row): boolean =>
  goal !== null && (better === "higher" ? value >= goal : value <= goal);
