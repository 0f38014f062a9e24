/** So many characters the server takes, and the field lets nobody type more. */
const MOST = 2000;

/**
 * What somebody has typed, with a reason that they tapped behind it: their words are never given up for it. Words that say it
 * already, or leave no room for it, stay as they are.
 */
export function withReason(typed: string, reason: string): string {
  const words = typed.trim();
  if (words === "") return reason;
  const joined = `${words}；${reason}`;
  return words.includes(reason) || joined.length > MOST ? typed : joined;
}
