const OLDEST_YEARS = 10;

/**
 * Why something cannot be reported at `now` as having happened at `at`; null = it can. A date of more than ten years ago
 * was mistyped, or told by a clock that had lost its time: what is that old comes in a file.
 */
export function findTimeProblem(at: Date, now: Date): "ahead" | "too-long-ago" | null {
  if (at > now) return "ahead";
  const oldest = new Date(now);
  oldest.setUTCFullYear(oldest.getUTCFullYear() - OLDEST_YEARS);
  return at < oldest ? "too-long-ago" : null;
}
