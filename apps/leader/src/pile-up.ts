/** Where something lies on the screen, in pixels. */
type Spot = { x: number; y: number };

/**
 * What lies so near each other that a thumb could not tell it apart, as one pile each; everything is in exactly one, in the
 * order in which it was given, and no two piles begin within `reachPixels` of each other.
 */
export function pileUp<Thing>(
  things: readonly Thing[],
  spotOf: (thing: Thing) => Spot,
  reachPixels: number,
): Thing[][] {
  const piles: { spot: Spot; things: Thing[] }[] = [];
  for (const thing of things) {
    const spot = spotOf(thing);
    const near = piles.find((pile) => Math.hypot(pile.spot.x - spot.x, pile.spot.y - spot.y) <= reachPixels);
    if (near) near.things.push(thing);
    else piles.push({ spot, things: [thing] });
  }
  return piles.map((pile) => pile.things);
}
