import { ADDRESS_KINDS } from "./desk-report.ts";
import type { FoundAddress } from "./desk-report.ts";

/** Without blanks and case, full width and half width alike: as people type an address. */
export const foldAddress = (text: string): string =>
  text.normalize("NFKC").toLowerCase().replaceAll(/\s+/g, "");

/** How well a name answers what was typed, the smaller the better; null = not at all. */
function matchOf(name: string, typed: string): 0 | 1 | 2 | null {
  const folded = foldAddress(name);
  if (folded === typed) return 0;
  if (folded.startsWith(typed)) return 1;
  return folded.includes(typed) ? 2 : null;
}

const kindOf = ({ kind }: FoundAddress): number => ADDRESS_KINDS.indexOf(kind);

/** The best first: the name itself, then what begins with it, then what holds it; then by kind, the shorter name first. */
export function rankAddresses(found: readonly FoundAddress[], typed: string): FoundAddress[] {
  return found
    .map((address) => ({ address, match: bestMatch(address, typed) }))
    .toSorted(
      (a, b) =>
        a.match - b.match ||
        kindOf(a.address) - kindOf(b.address) ||
        a.address.name.length - b.address.name.length ||
        a.address.name.localeCompare(b.address.name, "zh"),
    )
    .map(({ address }) => address);
}

/** A code in the note counts like a name. */
const bestMatch = ({ name, note }: FoundAddress, typed: string): number =>
  Math.min(matchOf(name, typed) ?? 3, note === null ? 3 : (matchOf(note, typed) ?? 3));
