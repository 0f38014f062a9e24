const KEY = "getu.desk.opened-list";

/** Remembers, for this tab, the list from which an incident is opened: numbers only. */
export const rememberList = (ids: readonly number[]): void =>
  sessionStorage.setItem(KEY, JSON.stringify(ids));

/** The incidents before and after this one in the list it was opened from; null at an end, or when it was not in it. */
export function neighboursOf(id: number): { previous: number | null; next: number | null } {
  const ids = JSON.parse(sessionStorage.getItem(KEY) ?? "[]") as number[]; // ours alone, see above
  const at = ids.indexOf(id);
  if (at < 0) return { previous: null, next: null };
  return { previous: ids[at - 1] ?? null, next: ids[at + 1] ?? null };
}
