import { cellAt, FINEST_LEVEL } from "./cell.ts";
import type { Cell } from "./cell.ts";
import type { LngLat } from "./coordinate.ts";

/** Bits that are spread and gathered at a time: JavaScript's bitwise operators end at 32. */
const HALF_BITS = 13;
const HALF = 2 ** HALF_BITS;

/** Puts a zero before every bit of a 13-bit number. */
function spread(value: number): number {
  let bits = (value | (value << 8)) & 0x00ff00ff;
  bits = (bits | (bits << 4)) & 0x0f0f0f0f;
  bits = (bits | (bits << 2)) & 0x33333333;
  return (bits | (bits << 1)) & 0x55555555;
}

/** Takes every second bit of a 26-bit number, the lowest first. */
function gather(value: number): number {
  let bits = value & 0x55555555;
  bits = (bits | (bits >>> 1)) & 0x33333333;
  bits = (bits | (bits >>> 2)) & 0x0f0f0f0f;
  bits = (bits | (bits >>> 4)) & 0x00ff00ff;
  return (bits | (bits >>> 8)) & 0x0000ffff;
}

const interleave = (x: number, y: number): number => spread(x) | (spread(y) << 1);

/**
 * The Morton code of the finest cell that holds a position: 52 bits, x in the even and y in the odd ones, exact in a number.
 * All positions of a cell of level L share the code's first 2·L bits, so a cell is a range of codes.
 */
export function mortonOf(position: LngLat): number {
  const { x, y } = cellAt(position, FINEST_LEVEL);
  const high = interleave(Math.floor(x / HALF), Math.floor(y / HALF));
  return high * HALF * HALF + interleave(x % HALF, y % HALF);
}

/** The cell of a level that holds everything with this Morton code. */
export function cellOfMorton(morton: number, level: number): Cell {
  const [high, low] = [Math.floor(morton / (HALF * HALF)), morton % (HALF * HALF)];
  const coarser = 2 ** (FINEST_LEVEL - level);
  return {
    x: Math.floor((gather(high) * HALF + gather(low)) / coarser),
    y: Math.floor((gather(high >>> 1) * HALF + gather(low >>> 1)) / coarser),
  };
}
