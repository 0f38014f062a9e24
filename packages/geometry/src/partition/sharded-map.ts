/**
 * An immutable map from whole numbers (also beyond 32 bits) to values. A new version copies only the shards it touches,
 * so an edit of fifty edges costs microseconds and the old version stays as it was.
 */
export type ShardedMap<Value> = { readonly shards: readonly ReadonlyMap<number, Value>[] };

/** About this many entries share one shard: copying it is cheap, and so is the list of shards. */
const ENTRIES_PER_SHARD = 32;

const EMPTY: ReadonlyMap<number, never> = new Map<number, never>();

/** An empty map with as many shards as `expected` entries deserve. */
export function createShardedMap<Value>(expected: number): ShardedMap<Value> {
  const bits = Math.max(4, Math.ceil(Math.log2(Math.max(1, expected / ENTRIES_PER_SHARD))));
  return { shards: Array.from({ length: 2 ** bits }, () => EMPTY) };
}

function shardOf(key: number, count: number): number {
  const high = Math.floor(key / 2 ** 32);
  const mixed = Math.imul(key | 0, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b); // | 0 takes the low 32 bits
  return (mixed ^ (mixed >>> 15)) & (count - 1);
}

/** The value under a key. */
export function valueAt<Value>(map: ShardedMap<Value>, key: number): Value | undefined {
  return map.shards[shardOf(key, map.shards.length)]?.get(key);
}

/** A new version with other values under some keys; `null` takes a key out. */
export function withValues<Value>(
  map: ShardedMap<Value>,
  updates: ReadonlyMap<number, Value | null>,
): ShardedMap<Value> {
  const shards = map.shards.slice();
  const copies = new Map<number, Map<number, Value>>();
  for (const [key, value] of updates) {
    const shard = shardOf(key, shards.length);
    const copy = copies.get(shard) ?? new Map(shards[shard]);
    if (!copies.has(shard)) shards[shard] = copies.set(shard, copy).get(shard) ?? copy;
    if (value === null) copy.delete(key);
    else copy.set(key, value);
  }
  return { shards };
}

/** Every entry, in no order that means anything. */
export function* entriesOf<Value>(map: ShardedMap<Value>): Generator<[number, Value]> {
  for (const shard of map.shards) yield* shard;
}

/** Keys whose values are not the same object in both versions; versions of one map are compared by the shards they do not share. */
export function changedKeys<Value>(before: ShardedMap<Value>, after: ShardedMap<Value>): number[] {
  if (before.shards.length !== after.shards.length)
    return [...new Set([...entriesOf(before), ...entriesOf(after)].map(([key]) => key))];
  const changed: number[] = [];
  for (const [i, old] of before.shards.entries()) {
    const now = after.shards[i] ?? EMPTY;
    if (now === old) continue;
    for (const [key, value] of old) if (now.get(key) !== value) changed.push(key);
    for (const key of now.keys()) if (!old.has(key)) changed.push(key);
  }
  return changed;
}
