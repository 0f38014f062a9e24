import type { UnitRing } from "./unit-ring.ts";

/** Twice the signed area of a ring in square units: > 0 counter-clockwise, < 0 clockwise. */
export function twiceSignedArea(ring: UnitRing): number {
  let [sum, size] = [0, 0];
  for (let i = 2; i + 3 < ring.length; i += 2) {
    const turn =
      (ring[i]! - ring[0]!) * (ring[i + 3]! - ring[1]!) -
      (ring[i + 1]! - ring[1]!) * (ring[i + 2]! - ring[0]!);
    sum += turn;
    size += Math.abs(turn);
  }
  // Below this doubles may have lost the sign of a sliver that spans degrees.
  return Math.abs(sum) > size * ring.length * Number.EPSILON ? sum : Number(exactTwiceSignedArea(ring));
}

function exactTwiceSignedArea(ring: UnitRing): bigint {
  let sum = 0n;
  for (let i = 0; i < ring.length; i += 2) {
    const after = (i + 2) % ring.length;
    sum += BigInt(ring[i]!) * BigInt(ring[after + 1]!) - BigInt(ring[i + 1]!) * BigInt(ring[after]!);
  }
  return sum;
}
