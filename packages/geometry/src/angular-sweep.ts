/** A wall as a camera has it before it, in metres: `ahead` along its bearing, `right` of that. */
export type FacingWall = {
  fromAhead: number;
  fromRight: number;
  toAhead: number;
  toRight: number;
};

/** A look's outline point, in the same frame. */
export type SeenPoint = { ahead: number; right: number };

/**
 * A wall from one angle to another (radians, clockwise from the bearing). One over its distance in direction φ is
 * `p · cos φ − q · sin φ`.
 */
type Blocker = { from: number; to: number; p: number; q: number };

/** What ends the look between two angles; null = the range. */
type Stretch = { from: number; to: number; blocker: Blocker | null };

/** Of a circle's arc; at 80 m the chord leaves it by 1 cm. */
const ARC_STEP = Math.PI / 90;

const nearness = ({ p, q }: Blocker, angle: number): number => p * Math.cos(angle) - q * Math.sin(angle);

/** The part of a wall within the range; null = none. */
function cutToRange(wall: FacingWall, rangeMetres: number): FacingWall | null {
  const { fromAhead, fromRight } = wall;
  const [ahead, right] = [wall.toAhead - fromAhead, wall.toRight - fromRight];
  const square = ahead * ahead + right * right;
  const along = fromAhead * ahead + fromRight * right;
  const root = along * along - square * (fromAhead * fromAhead + fromRight * fromRight - rangeMetres ** 2);
  if (!(root > 0)) return null; // outside, or without length
  const start = Math.max(0, (-along - Math.sqrt(root)) / square);
  const end = Math.min(1, (-along + Math.sqrt(root)) / square);
  if (start >= end) return null;
  return {
    fromAhead: fromAhead + start * ahead,
    fromRight: fromRight + start * right,
    toAhead: fromAhead + end * ahead,
    toRight: fromRight + end * right,
  };
}

/** The angles that a wall covers within half a field of view to each side; one that points at the camera covers none. */
function blockersOf(wall: FacingWall, half: number): Blocker[] {
  const { fromAhead, fromRight, toAhead, toRight } = wall;
  const cross = fromAhead * toRight - fromRight * toAhead;
  if (cross < 0)
    return blockersOf(
      { fromAhead: toAhead, fromRight: toRight, toAhead: fromAhead, toRight: fromRight },
      half,
    );
  if (cross < 1e-9) return [];
  const from = Math.atan2(fromRight, fromAhead);
  const to = from + Math.atan2(cross, fromAhead * toAhead + fromRight * toRight);
  const [p, q] = [(toRight - fromRight) / cross, (toAhead - fromAhead) / cross];
  // A wall behind the camera goes on past the half turn.
  return [0, 2 * Math.PI]
    .map((turn) => ({ from: Math.max(-half, from - turn), to: Math.min(half, to - turn), p, q }))
    .filter((blocker) => blocker.from < blocker.to);
}

/** Where two walls are equally far, between two angles. */
function meetingOf(one: Blocker, other: Blocker, { from, to }: { from: number; to: number }): number {
  const angle = Math.atan2(one.p - other.p, one.q - other.q);
  const turned = angle + Math.PI * Math.round(((from + to) / 2 - angle) / Math.PI);
  return Math.min(to, Math.max(from, turned));
}

/**
 * The nearest of walls that all reach from one angle to the other. Seen from the camera one over the distance runs
 * straight (in the tangent of the angle), so that walls which cross, as those of buildings that overlap, are an upper envelope.
 */
function nearestAlong(walls: readonly Blocker[], from: number, to: number): Stretch[] {
  const best = (angle: number, among: readonly Blocker[]): Blocker | null =>
    among.reduce<Blocker | null>(
      (near, wall) => (near && nearness(near, angle) >= nearness(wall, angle) ? near : wall),
      null,
    );
  const stretches: Stretch[] = [];
  let [start, blocker] = [from, best(from, walls)];
  while (blocker) {
    const current: Blocker = blocker;
    const reached = nearness(current, to) * (1 + 1e-12); // equal but for rounding is no overtaking
    const overtaking = walls
      .filter((wall) => nearness(wall, to) > reached)
      .map((wall) => ({ wall, at: meetingOf(current, wall, { from: start, to }) }));
    const first = overtaking.reduce((least, { at }) => Math.min(least, at), to);
    stretches.push({ from: start, to: first, blocker: current });
    start = first;
    blocker = best(
      to,
      overtaking.filter(({ at }) => at === first).map(({ wall }) => wall),
    );
  }
  return stretches.length > 0 ? stretches : [{ from, to, blocker: null }];
}

/** Goes around once and keeps at hand only the walls that the look's angle meets. */
function sweep(blockers: readonly Blocker[], half: number): Stretch[] {
  const turns = new Set([-half, half, ...blockers.flatMap(({ from, to }) => [from, to])]);
  const angles = [...turns].sort((a, b) => a - b);
  const waiting = blockers.toSorted((a, b) => a.from - b.from);
  let met: Blocker[] = [];
  let next = 0;
  return angles.slice(1).flatMap((to, i) => {
    const from = angles[i]!; // one before `to`
    met = met.filter((blocker) => blocker.to > from);
    for (; next < waiting.length && waiting[next]!.from <= from; next++) met.push(waiting[next]!); // next < length
    return nearestAlong(met, from, to);
  });
}

/** Stretches of one wall that follow each other become one. */
function joined(stretches: readonly Stretch[]): Stretch[] {
  const runs: Stretch[] = [];
  for (const stretch of stretches) {
    const last = runs.at(-1);
    if (last?.blocker === stretch.blocker) last.to = stretch.to;
    else runs.push({ ...stretch });
  }
  return runs;
}

const pointAt = (angle: number, metres: number): SeenPoint => ({
  ahead: metres * Math.cos(angle),
  right: metres * Math.sin(angle),
});

function pointsAlong({ from, to, blocker }: Stretch, rangeMetres: number): SeenPoint[] {
  if (blocker) return [from, to].map((angle) => pointAt(angle, 1 / nearness(blocker, angle)));
  const steps = Math.max(1, Math.ceil((to - from) / ARC_STEP));
  return Array.from({ length: steps + 1 }, (_, i) => pointAt(from + ((to - from) * i) / steps, rangeMetres));
}

/**
 * The outline, clockwise and not closed, of what is seen from [0, 0] within half a field of view (radians, at most π) to
 * each side: an angular sweep over the walls (de Berg et al., Computational Geometry, ch. 15), which may touch and cross.
 */
export function seenOutline(
  walls: readonly FacingWall[],
  { half, rangeMetres }: { half: number; rangeMetres: number },
): SeenPoint[] {
  const blockers = walls.flatMap((wall) => {
    const cut = cutToRange(wall, rangeMetres);
    return cut ? blockersOf(cut, half) : [];
  });
  const outline = joined(sweep(blockers, half)).flatMap((stretch) => pointsAlong(stretch, rangeMetres));
  return half < Math.PI ? [{ ahead: 0, right: 0 }, ...outline] : outline;
}
