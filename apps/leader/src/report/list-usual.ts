import type { Work } from "../work.ts";

/** Codes of what is open around here, the most frequent first. */
export function listUsual({ mine, others }: Pick<Work, "mine" | "others">): string[] {
  const counts = new Map<string, number>();
  for (const { category } of [...(mine ?? []), ...others])
    counts.set(category, (counts.get(category) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1]).map(([code]) => code);
}
