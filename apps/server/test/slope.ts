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

/** The slope of `[x, y]`; throws for fewer than three points. */
export function slopeOf(points: readonly (readonly [number, number])[]): Slope {
  if (points.length < 3) throw new Error(`${points.length} points say nothing of a slope`);
  const [x, y] = [meanOf(points.map(([at]) => at)), meanOf(points.map(([, value]) => value))];
  const spread = points.reduce((sum, [at]) => sum + (at - x) ** 2, 0);
  const perUnit = points.reduce((sum, [at, value]) => sum + (at - x) * (value - y), 0) / spread;
  const error = points.reduce((sum, [at, value]) => sum + (value - y - perUnit * (at - x)) ** 2, 0);
  const degrees = points.length - 2;
  return { perUnit, upper: perUnit + student(degrees) * Math.sqrt(error / degrees / spread) };
}
