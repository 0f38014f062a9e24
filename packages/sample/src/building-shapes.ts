import type { Point, Ring } from "./plane.ts";
import type { Random } from "./random.ts";

/** A soft round green, wider than deep. */
export const round = (radius: number, random: Random): Ring =>
  Array.from({ length: 10 }, (_, i): Point => {
    const away = radius * random.between(0.75, 1.05);
    return [away * Math.cos((i * Math.PI) / 5), away * 0.7 * Math.sin((i * Math.PI) / 5)];
  });

/** A running track: two straights and two half circles. */
export function stadium(length: number, width: number): Ring {
  const radius = width / 2;
  const straight = length / 2 - radius;
  return Array.from({ length: 16 }, (_, i): Point => {
    const angle = -Math.PI / 2 + (Math.PI * (i % 8)) / 7 + (i < 8 ? 0 : Math.PI);
    return [(i < 8 ? straight : -straight) + radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

/** Classroom wings on one side of a corridor. */
export const comb = (length: number, width: number): Ring => {
  const [x, y, wing] = [length / 2, width / 2, 11];
  return [
    [-x, -y],
    [-x + wing, -y],
    [-x + wing, y - wing],
    [-wing / 2, y - wing],
    [-wing / 2, -y],
    [wing / 2, -y],
    [wing / 2, y - wing],
    [x - wing, y - wing],
    [x - wing, -y],
    [x, -y],
    [x, y],
    [-x, y],
  ];
};

/** Two wards and what joins them. */
export const letterH = (length: number, width: number): Ring => {
  const [x, y, wing] = [length / 2, width / 2, 16];
  return [
    [-x, -y],
    [-x + wing, -y],
    [-x + wing, -wing / 2],
    [x - wing, -wing / 2],
    [x - wing, -y],
    [x, -y],
    [x, y],
    [x - wing, y],
    [x - wing, wing / 2],
    [-x + wing, wing / 2],
    [-x + wing, y],
    [-x, y],
  ];
};

/** A slab whose stairwells stand out a little on the north side. */
export const stepped = (length: number): Ring => {
  const [x, y] = [length / 2, 6.75];
  return [
    [-x, -y],
    [x, -y],
    [x, y - 2],
    [x / 3, y - 2],
    [x / 3, y],
    [-x / 3, y],
    [-x / 3, y - 2],
    [-x, y - 2],
  ];
};

/** A tower with its wings forward, so that every flat sees the sun. */
export const butterfly = (length: number): Ring => {
  const x = length / 2;
  return [
    [-x, -8],
    [-x / 3, -5],
    [x / 3, -5],
    [x, -8],
    [x, 4],
    [x / 3, 10],
    [-x / 3, 10],
    [-x, 4],
  ];
};
