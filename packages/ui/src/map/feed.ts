/** A value that changes many times a second, for those who draw it; no component between them is rendered again. */
export type Feed<Value> = {
  get: () => Value;
  set: (next: Value) => void;
  /** Calls `listener` at every change until the answer is called. */
  subscribe: (listener: () => void) => () => void;
};

/** A feed with its first value. */
export function createFeed<Value>(first: Value): Feed<Value> {
  const listeners = new Set<() => void>();
  let value = first;
  return {
    get: () => value,
    set(next) {
      if (next === value) return;
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
