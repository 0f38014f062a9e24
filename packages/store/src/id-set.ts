/** A set of positive whole numbers that lie close together. */
export type IdSet = { has(id: number): boolean; add(id: number): void };

const PAGE_BITS = 1 << 18;

/** One bit an id, in pages that exist when they are needed: 40 million ids in a row take 5 MB. */
export function createIdSet(): IdSet {
  const pages = new Map<number, Uint32Array>();
  return {
    has(id) {
      const word = pages.get(Math.floor(id / PAGE_BITS))?.[(id % PAGE_BITS) >>> 5] ?? 0;
      return ((word >>> (id & 31)) & 1) === 1;
    },
    add(id) {
      const number = Math.floor(id / PAGE_BITS);
      const page = pages.get(number) ?? new Uint32Array(PAGE_BITS / 32);
      pages.set(number, page);
      page[(id % PAGE_BITS) >>> 5]! |= 1 << (id & 31); // within the page
    },
  };
}
