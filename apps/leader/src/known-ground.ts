import type { GridArea } from "@getu/domain";

/** One's own grids by some version of the boundaries. */
export type OwnOutline = { version: number; grids: readonly GridArea[] };

/** What a phone sees of its leader's ground: the boundaries of a territory (null = not heard of) and the duties, as text. */
export type SeenGround = {
  territoryId: number;
  version: number | null;
  duties: string;
  /** The grid of the duty that is shown; null = the whole territory, which has no outline of its own. */
  gridId: number | null;
  /** Its own outlines by that version. */
  grids: readonly GridArea[];
};

/** What a leader has been told of: the boundaries of each territory, the duties, and where their own grids lay then. */
export type KnownGround = {
  versions: Readonly<Record<number, number>>;
  duties: string;
  /** By `placeOf`; earlier versions of the program kept none. */
  outlines?: Readonly<Record<string, OwnOutline>>;
};

const placeOf = ({ territoryId, gridId }: SeenGround): string => `${territoryId} ${gridId}`;

/** Takes in, without a word, what there was nothing to compare with; the same value when there is nothing of the kind. */
export function learn(known: KnownGround | null, seen: SeenGround): KnownGround {
  if (known === null) return acknowledge(seen, { versions: {} });
  const { territoryId, version } = seen;
  const isHeardOf = version === null || known.versions[territoryId] !== undefined;
  if (!isHeardOf) return { ...acknowledge(seen, known), duties: known.duties };
  const isOutlined = version !== known.versions[territoryId] || known.outlines?.[placeOf(seen)] !== undefined;
  return isOutlined || !hasOutline(seen) ? known : { ...known, outlines: outlinesWith(seen, known) };
}

const hasOutline = ({ version, gridId, grids }: SeenGround): boolean =>
  version !== null && gridId !== null && grids.length > 0;

function outlinesWith(
  seen: SeenGround,
  { outlines = {} }: Pick<KnownGround, "outlines">,
): NonNullable<KnownGround["outlines"]> {
  const { version, grids } = seen;
  return version !== null && hasOutline(seen)
    ? { ...outlines, [placeOf(seen)]: { version, grids } }
    : outlines;
}

/** What is known once somebody has read what changed; what is known of other territories and other grids stays. */
export function acknowledge(seen: SeenGround, known: Omit<KnownGround, "duties">): KnownGround {
  const { territoryId, version, duties } = seen;
  const versions = version === null ? known.versions : { ...known.versions, [territoryId]: version };
  return { versions, duties, outlines: outlinesWith(seen, known) };
}

/** What is other than it was when the leader last looked. */
export type GroundNews = {
  grid: boolean;
  role: boolean;
  /** Where one's own grids lay before; null = nothing of it has changed, or nobody knows any more. */
  before: OwnOutline | null;
};

/** What is other than it was when the leader last looked; a grid that one holds beside another is told of by itself. */
export function newsOf(known: KnownGround, seen: SeenGround): GroundNews {
  const { territoryId, version, duties } = seen;
  const outline = known.outlines?.[placeOf(seen)];
  const isOlder = (before: number | undefined): boolean =>
    version !== null && before !== undefined && before !== version;
  const grid = isOlder(known.versions[territoryId]) || isOlder(outline?.version);
  return {
    grid,
    role: known.duties !== duties,
    before: isOlder(outline?.version) ? (outline ?? null) : null,
  };
}
