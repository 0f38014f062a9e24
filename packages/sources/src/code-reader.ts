import { toText } from "./cell.ts";

/** How codes of two files are held against each other. */
export const CODE_COMPARISONS = ["text", "number", "fold"] as const;

/** How codes of two files are held against each other. */
export type CodeComparison = (typeof CODE_COMPARISONS)[number];

const NUMBER_WITH_ZERO_FRACTION = /^(-?(?:0|[1-9]\d*))\.0+$/;
const WHOLE_NUMBER = /^[-+]?\d+(?:\.0*)?$/;

const readers = {
  text: codeOf,
  number: (value) => {
    const text = toText(value);
    return text !== null && WHOLE_NUMBER.test(text) ? String(BigInt(text.replace(/^\+|\.0*$/g, ""))) : null;
  },
  fold: (value) => codeOf(value)?.replaceAll(/\s+/g, "").toLowerCase() || null,
} satisfies Record<CodeComparison, (value: unknown) => string | null>;

/** A reader that gives equal text for equal codes, and null where there is no code. */
export const createCodeReader = (comparison: CodeComparison): ((value: unknown) => string | null) =>
  readers[comparison];

/**
 * A code as text: 17, 17.0, "17" and "17.0" are one code, "0832" is not 832, blanks are no code.
 * Only a fraction of zeros goes, so the segment codes "1.1" and "1.10" stay two.
 */
export function codeOf(value: unknown): string | null {
  const text = toText(value);
  return text === null ? null : (NUMBER_WITH_ZERO_FRACTION.exec(text)?.[1] ?? text);
}
