import type { Label } from "@getu/domain";

/** The words of labels in one language, under the same keys. */
export function wordsIn<Key extends string>(
  language: keyof Label,
  labels: Readonly<Record<Key, Label>>,
): Record<Key, string> {
  const words = Object.entries<Label>(labels).map(([key, label]) => [key, label[language]]);
  return Object.fromEntries(words) as Record<Key, string>; // an entry for each
}
