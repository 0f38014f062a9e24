import { CODE_WITHIN_METRES } from "@getu/domain";
import type { CodeAgreement } from "@getu/domain";

/** Writes a line for people; standard output is kept for answers that programs read. */
export const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** Writes the one object that programs read, as the last line of standard output. */
export const answer = (value: object): void => {
  process.stdout.write(`${JSON.stringify(value)}\n`);
};

/** Two columns, the numbers flush right. */
export function toTable(rows: readonly (readonly [name: string, value: number | string])[]): string {
  const texts = rows.map(
    ([name, value]) => [name, typeof value === "number" ? value.toLocaleString("en") : value] as const,
  );
  const left = Math.max(0, ...texts.map(([name]) => name.length));
  const right = Math.max(0, ...texts.map(([, value]) => value.length));
  return texts.map(([name, value]) => `  ${name.padEnd(left)}  ${value.padStart(right)}`).join("\n");
}

/** The rows of a table that counts reasons under a heading. */
export const reasonRows = (heading: string, counts: Readonly<Record<string, number>>): [string, number][] =>
  Object.entries(counts).map(([reason, count]) => [`${heading}: ${reason}`, count]);

/** The rows of a table that say how the points' own codes agree; none where nothing was compared. */
export const comparisonRows = (compared: CodeAgreement | null): [string, number][] =>
  compared
    ? [
        ["own code known", compared.known],
        ["  equal", compared.equal],
        ["  different", compared.different],
        [`  of these within ${CODE_WITHIN_METRES} m`, compared.within30m],
      ]
    : [];
