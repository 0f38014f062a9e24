/** Has the browser keep something by that name; one that is full, or forbids it, keeps nothing, and nothing hangs on it. */
export function keep(name: string, what: unknown): void {
  try {
    localStorage.setItem(name, JSON.stringify(what));
  } catch {
    // the page goes on all the same
  }
}

/** What was kept by that name; null = nothing that can be read. */
export function recall(name: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(name) ?? "null");
  } catch {
    return null;
  }
}
