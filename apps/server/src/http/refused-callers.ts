/** Who has used up a window, until it ends. */
export type RefusedCallers = {
  /** Seconds until the caller may try again; null = nothing is known against them. */
  waitOf(caller: string): number | null;
  remember(caller: string, seconds: number): void;
};

/** Remembers the last `most` who were refused. */
export function createRefusedCallers({ most }: { most: number }): RefusedCallers {
  const endsAt = new Map<string, number>();
  return {
    waitOf(caller) {
      const leftMs = (endsAt.get(caller) ?? 0) - performance.now();
      if (leftMs > 0) return Math.ceil(leftMs / 1000);
      endsAt.delete(caller);
      return null;
    },
    remember(caller, seconds) {
      endsAt.delete(caller);
      endsAt.set(caller, performance.now() + 1000 * seconds);
      for (const oldest of endsAt.keys()) {
        if (endsAt.size <= most) return;
        endsAt.delete(oldest);
      }
    },
  };
}
