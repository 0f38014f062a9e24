import { readValueMap } from "@getu/sources";
import { UsageError } from "./command-options.ts";

/** A word of a file and what it means. */
type Meaning<T> = readonly [word: string, meaning: T];

/** Our own words, each of which means itself. */
export const ownWords = <Word extends string>(words: readonly Word[]): Meaning<Word>[] =>
  words.map((word) => [word, word]);

/**
 * What the words of a field mean: what is known of them, and above it what the option of a map says where it is given.
 * Throws as `readValueMap` does, and whatever `check` throws at a meaning that is none.
 */
export async function readMeanings<T>(
  known: Iterable<Meaning<T>>,
  { map, check }: { map: string | undefined; check: (meaning: unknown) => T },
): Promise<Map<string, T>> {
  const given = map === undefined ? [] : await readValueMap(map, check);
  return new Map([...known, ...given]);
}

/** Throws unless exactly one of these options was given. */
export function demandOneOf(given: Readonly<Record<string, string | undefined>>): void {
  const names = Object.keys(given).map((name) => `--${name}`);
  if (Object.values(given).filter((value) => value !== undefined).length === 1) return;
  throw new UsageError(`give either ${names.join(" or ")}`);
}
