/** Owners on the left and on the right of a piece. */
export type Sides = { readonly left: number; readonly right: number };

/**
 * What remains when edges collapse onto each other (R5): a strip of no width between them is gone, so an owner on the
 * left of one and on the right of another cancels. "gone" when nobody is parted any more, "conflict" when more than one
 * owner would remain on a side.
 */
export function combineLabels(all: readonly Sides[]): Sides | "conflict" | "gone" {
  if (all.length === 1 && all[0]) return all[0];
  const lefts = all.map(({ left }) => left);
  const rights: number[] = [];
  for (const { right } of all) {
    const twin = lefts.indexOf(right);
    if (twin >= 0) lefts.splice(twin, 1);
    else rights.push(right);
  }
  const [left, right] = [lefts[0], rights[0]];
  if (left === undefined || right === undefined) return "gone"; // as many lefts as rights cancel
  return lefts.length === 1 ? { left, right } : "conflict";
}
