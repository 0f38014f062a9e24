/** Whoever waits for the server beside the cache of answers, as the ground of a map does. */
const waiting = new Set<() => void>();

/** Calls `ask` each time the server is heard again after it was lost, until what it returns is called. */
export function onServerBack(ask: () => void): () => void {
  waiting.add(ask);
  return () => void waiting.delete(ask);
}

/** The server is heard again: who waits for it may ask now. */
export function tellServerBack(): void {
  for (const ask of waiting) ask();
}
