/** The row in which each id of a file stood first. */
export type FirstRows = { get(id: string): number | undefined; set(id: string, row: number): void };

/** A Map of V8 takes 2^24 entries and throws at the next: a file may have more rows. */
const MAX_ENTRIES = 1 << 24;

/** Remembers any number of ids, in as many maps as that takes; `maxEntries` is what one of them holds. */
export function createFirstRows(maxEntries = MAX_ENTRIES): FirstRows {
  const full: Map<string, number>[] = [];
  let current = new Map<string, number>();
  return {
    get: (id) => current.get(id) ?? full.find((map) => map.has(id))?.get(id),
    set(id, row) {
      if (current.size === maxEntries) {
        full.push(current);
        current = new Map();
      }
      current.set(id, row);
    },
  };
}
