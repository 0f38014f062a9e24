/** Ids and codes are keys of indexes, which cannot hold long ones. */
const MAX_CODE_LENGTH = 200;

/** No name, summary, owner, telephone or opening hours of one thing is longer. */
const MAX_TEXT_LENGTH = 2_000;

const CODES: ReadonlySet<string> = new Set([
  "externalId",
  "parentExternalId",
  "code",
  "category",
  "condition",
]);

/** The first text of a record that is longer than its field may be, as a reason to refuse it; null when none is. */
export function findLongText(record: object): { reason: "text-too-long"; detail: string } | null {
  if (!hasLong(record)) return null; // nearly every record; its names are not looked at
  for (const [field, value] of Object.entries(record)) {
    const max = CODES.has(field) ? MAX_CODE_LENGTH : MAX_TEXT_LENGTH;
    if (typeof value === "string" && value.length > max)
      return { reason: "text-too-long", detail: `${field}: ${value.length} characters, at most ${max}` };
  }
  return null;
}

/** Without a list of the values: it is asked of every row of every file. */
function hasLong(record: object): boolean {
  for (const field in record) {
    const value = (record as Readonly<Record<string, unknown>>)[field];
    if (typeof value === "string" && value.length > MAX_CODE_LENGTH) return true;
  }
  return false;
}
