import type { MarkStyle, Obstacle } from "@getu/layers";
import { listObstacles } from "./mark-obstacles.ts";

type HidingMarks = Parameters<typeof listObstacles>[0];

/** Keeps names clear of the marks of a map. */
export type NameClearing = {
  set: (marks: HidingMarks) => void;
  stop: () => void;
};

/** What hides names from afar: marks are small there, and names are above them. */
export const FROM_AFAR: HidingMarks = { incidents: [], places: { drawn: [], crowded: new Set() } };

/** Names that moved with every report could not be read: for so long they stay where they are. */
export const STAND_MS = 20_000;

/**
 * Tells what names must keep clear of, when it is another than before: at once when the map shows another place or another
 * size, and after a while when only incidents came and went. The map places all of its names again for each list.
 */
export function createNameClearing(
  style: Pick<MarkStyle, "unit">,
  tell: (obstacles: readonly Obstacle[]) => void,
): NameClearing {
  let marks = FROM_AFAR;
  let told: readonly Obstacle[] = [];
  let toldAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = (): void => {
    clearTimeout(timer);
    timer = undefined;
  };
  const tellNow = (): void => {
    stop();
    const next = listObstacles(marks, style);
    toldAt = performance.now();
    if (areSame(next, told)) return;
    told = next;
    tell(next);
  };
  return {
    set(next) {
      const isElsewhere = next.places !== marks.places;
      if (!isElsewhere && next.incidents === marks.incidents) return;
      marks = next;
      if (isElsewhere) tellNow();
      else timer ??= setTimeout(tellNow, Math.max(0, toldAt + STAND_MS - performance.now()));
    },
    stop,
  };
}

const areSame = (some: readonly Obstacle[], others: readonly Obstacle[]): boolean =>
  some.length === others.length && some.every((one, i) => isSame(one, others[i]!)); // as many

const isSame = (one: Obstacle, other: Obstacle): boolean =>
  one.pixels === other.pixels &&
  one.position[0] === other.position[0] &&
  one.position[1] === other.position[1];
