/** A day from which boundaries may be set in force wherever the test runs, as `2026-11-28`. */
export const tomorrow = (): string => new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
