/** Three units in a row lose at most this share of the products' size when computed in doubles (Shewchuk 1997). */
const DOUBLE_ERROR = 3.3306690738754716e-16;

/**
 * On which side of a→b the point c lies, exactly: > 0 left, < 0 right, 0 on the line.
 * Takes whole units of any extent: doubles decide unless the two products nearly cancel beyond 2^53, then BigInt.
 */
export function orient(ax: number, ay: number, bx: number, by: number, cx: number, cy: number): number {
  const left = (bx - ax) * (cy - ay);
  const right = (by - ay) * (cx - ax);
  const difference = left - right;
  if (Math.abs(difference) > DOUBLE_ERROR * (Math.abs(left) + Math.abs(right))) return difference;
  if (Math.abs(left) <= Number.MAX_SAFE_INTEGER && Math.abs(right) <= Number.MAX_SAFE_INTEGER)
    return difference;
  return Number(BigInt(bx - ax) * BigInt(cy - ay) - BigInt(by - ay) * BigInt(cx - ax));
}
