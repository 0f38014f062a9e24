import type { CellView } from "@getu/heat";

const FINEST = 26;

/** Bits of x in a Morton code, and of y. */
export const [X_BITS, Y_BITS] = [0x5555555555555n, 0xaaaaaaaaaaaaan];

function spread(value: bigint): bigint {
  let bits = 0n;
  for (let bit = 0n; bit < BigInt(FINEST); bit += 1n) bits |= ((value >> bit) & 1n) << (2n * bit);
  return bits;
}

/** Codes `[low, high)` that lie next to each other. */
export type CodeRange = readonly [low: bigint, high: bigint];

/** How far codes of level 26 are shifted to give cells of a level. */
export const shiftOf = (level: number): number => 2 * (FINEST - level);

/** The least and the greatest bits of x and y that codes in a view have; they compare as they are. */
export function boundsOf({ level, west, north, east, south }: CellView): {
  west: bigint;
  east: bigint;
  north: bigint;
  south: bigint;
} {
  const shift = BigInt(FINEST - level);
  const last = (cell: number): bigint => ((BigInt(cell) + 1n) << shift) - 1n;
  return {
    west: spread(BigInt(west) << shift),
    east: spread(last(east)),
    north: spread(BigInt(north) << shift) << 1n,
    south: spread(last(south)) << 1n,
  };
}

/** The view as at most about `most` ranges of codes; ranges may reach beyond the view, its bounds cut that off. */
export function rangesOf(view: CellView, most: number): CodeRange[] {
  let squares = [{ level: 0, x: 0, y: 0 }];
  for (;;) {
    const finer = squares.flatMap(({ level, x, y }) =>
      [0, 1, 2, 3].map((i) => ({ level: level + 1, x: 2 * x + (i & 1), y: 2 * y + (i >> 1) })),
    );
    const kept = finer.filter((square) => touches(square, view));
    if (kept.length > most || kept[0]?.level === view.level) break;
    squares = kept;
  }
  return squares.map(({ level, x, y }): CodeRange => {
    const code = spread(BigInt(x)) | (spread(BigInt(y)) << 1n);
    const shift = BigInt(shiftOf(level));
    return [code << shift, (code + 1n) << shift];
  });
}

function touches({ level, x, y }: { level: number; x: number; y: number }, view: CellView): boolean {
  const at = (cell: number): number => Math.floor(cell / 2 ** (view.level - level));
  return x >= at(view.west) && x <= at(view.east) && y >= at(view.north) && y <= at(view.south);
}
