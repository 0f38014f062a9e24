/** How fast something grows. */
export type Slope = {
  /** Of the straight line through the points, by least squares. */
  perUnit: number;
  /** With 95 % certainty it grows no faster than this. */
  upper: number;
};

/** What 95 % of a normal distribution lie below. */
const NORMAL = 1.644_854;

/** What 95 % of Student's distribution lie below; 2 % too low for three degrees of freedom, exact for ten. */
function student(degrees: number): number {
  const first = (NORMAL ** 3 + NORMAL) / (4 * degrees);
  const second = (5 * NORMAL ** 5 + 16 * NORMAL ** 3 + 3 * NORMAL) / (96 * degrees ** 2);
  return NORMAL + first + second;
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

type Point = readonly [x: number, y: number];

/** Moved so that its middle is at zero. */
function centred(row: readonly Point[]): Point[] {
  const [x, y] = [meanOf(row.map(([at]) => at)), meanOf(row.map(([, value]) => value))];
  return row.map(([at, value]) => [at - x, value - y] as const);
}

/** The one slope of all these rows of points, each at a height of its own; throws for too few points. */
export function slopeOf(...rows: readonly (readonly Point[])[]): Slope {
  const points = rows.flatMap(centred);
  const degrees = points.length - rows.length - 1;
  if (degrees < 1) throw new Error(`${points.length} points say nothing of a slope`);
  const sum = (of: (point: Point) => number): number => points.reduce((total, point) => total + of(point), 0);
  const spread = sum(([x]) => x ** 2);
  const perUnit = sum(([x, y]) => x * y) / spread;
  const error = sum(([x, y]) => (y - perUnit * x) ** 2);
  return { perUnit, upper: perUnit + student(degrees) * Math.sqrt(error / degrees / spread) };
}
