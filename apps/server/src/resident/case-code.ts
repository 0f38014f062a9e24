import { createHash } from "node:crypto";
import { parseCaseCode, toCaseCode } from "@getu/domain";

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** The code of a report: drawn from what its sender drew, so that the same report sent again gets the same code. */
export const caseCodeOf = (requestId: string): string => toCaseCode(digest(`case ${requestId}`));

/** Recognises a report that is sent again; tells nothing of its code. */
export const externalIdOf = (requestId: string): string =>
  `public-${digest(`report ${requestId}`).toString("hex").slice(0, 32)}`;

/** What is stored of a code; null = it cannot be a code. */
export function codeHashOf(text: string): string | null {
  const code = parseCaseCode(text);
  return code === null ? null : digest(code).toString("hex");
}
