/** Text of a value without surrounding blanks; null where there is none. */
export function toText(value: unknown): string | null {
  if (typeof value === "string") return value.trim() || null;
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  return typeof value === "boolean" ? String(value) : null;
}

const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;

/** The number a value means: null where there is none, NaN where there is something else. */
export function toNumber(value: unknown): number | null {
  if (typeof value === "number") return value;
  if (value === null || value === undefined) return null;
  if (typeof value !== "string") return Number.NaN;
  const text = value.trim();
  if (text === "") return null;
  return NUMBER.test(text) ? Number(text) : Number.NaN;
}
