/** A look at the feed: when it began, and the snapshot that it saw where something committed had to wait. */
type Look = { atMs: number; waitsIn: string | null };

/** Knows until when everything that was committed has been told. */
export type ToldUntil = {
  /** All that was settled in this look has been told. */
  note(look: Look): void;
  atMs(): number;
};

/** Between two looks that are remembered; a hold of an hour is some thousands of them. */
const APART_MS = 1000;

/**
 * Nothing waits: everything is told. Otherwise what an earlier look saw has been told once all transactions below the
 * end of its snapshot have ended. Between writers that are never all at rest something always waits, and nothing for long.
 */
export function createToldUntil(beganMs: number): ToldUntil {
  let toldMs = beganMs;
  let earlier: { atMs: number; end: bigint }[] = [];
  return {
    atMs: () => toldMs,
    note({ atMs, waitsIn }) {
      if (waitsIn === null) {
        [toldMs, earlier] = [atMs, []];
        return;
      }
      const [lowestRunning = 0n, end = 0n] = waitsIn.split(":", 2).map(BigInt); // lowest:end:running
      const told = earlier.findLastIndex((look) => look.end <= lowestRunning);
      toldMs = earlier[told]?.atMs ?? toldMs;
      earlier = earlier.slice(told + 1);
      if (atMs - (earlier.at(-1)?.atMs ?? -Infinity) >= APART_MS) earlier.push({ atMs, end });
    },
  };
}
