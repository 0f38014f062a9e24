/** What a phone sees of its leader's ground: the boundaries of a territory (null = not heard of) and the duties, as text. */
export type SeenGround = { territoryId: number; version: number | null; duties: string };

/** What a leader has been told of: the boundaries of each territory, and the duties. */
export type KnownGround = { versions: Readonly<Record<number, number>>; duties: string };

/** Takes in, without a word, what there was nothing to compare with; the same value when there is nothing of the kind. */
export function learn(known: KnownGround | null, seen: SeenGround): KnownGround {
  if (known === null) return acknowledge(seen, {});
  const isHeardOf = seen.version === null || known.versions[seen.territoryId] !== undefined;
  return isHeardOf ? known : { ...acknowledge(seen, known.versions), duties: known.duties };
}

/** What is known once somebody has read what changed; what is known of other territories stays. */
export function acknowledge(
  { territoryId, version, duties }: SeenGround,
  versions: KnownGround["versions"],
): KnownGround {
  return { versions: version === null ? versions : { ...versions, [territoryId]: version }, duties };
}

/** What is other than it was when the leader last looked. */
export function changesOf(
  known: KnownGround,
  { territoryId, version, duties }: SeenGround,
): { grid: boolean; role: boolean } {
  const before = known.versions[territoryId];
  const grid = version !== null && before !== undefined && before !== version;
  return { grid, role: known.duties !== duties };
}
