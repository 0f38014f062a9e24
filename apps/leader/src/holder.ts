/** Whose answers a phone holds, and by which rights they were given. */
export type Holder = { personId: string; rights: readonly string[] };

/** Who has signed in by now, with what they may do; null = nobody. */
export type Newcomer = Holder | null;

/** What becomes of the answers: they are the newcomer's own, were given by rights that are gone, or were another's. */
export type Taking = { holder: Holder | null; answers: "own" | "over" | "another's" };

/** Sees who takes a phone against whose it was. A sign-in that has ended is the end of all rights, not of whose it was. */
export function takePhone(before: Holder | null, newcomer: Newcomer): Taking {
  if (before === null) return { holder: newcomer, answers: "own" };
  if (newcomer !== null && newcomer.personId !== before.personId)
    return { holder: newcomer, answers: "another's" };
  const rights = newcomer?.rights ?? [];
  const isLess = before.rights.some((right) => !rights.includes(right));
  return { holder: { ...before, rights }, answers: isLess ? "over" : "own" };
}
