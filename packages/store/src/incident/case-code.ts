import { createHash } from "node:crypto";
import { parseCaseCode, toCaseCode } from "@getu/domain";

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** What tells one report from every other: where it is sent to, by whom, and the number that its form drew. */
export type ReportName = { territoryId: number; senderId: string; requestId: string };

/** The code of a report: drawn from what its form drew, so that the same report sent again gets the same code. */
export const caseCodeOf = ({ territoryId, senderId, requestId }: ReportName): string =>
  toCaseCode(digest(`case ${territoryId} ${senderId} ${requestId}`));

/** Recognises a report that is sent again; tells nothing of its code. */
export const reportMarkOf = (requestId: string): string =>
  digest(`report ${requestId}`).toString("hex").slice(0, 32);

/** What is stored of a code; null = it cannot be a code. */
export function codeHashOf(text: string): string | null {
  const code = parseCaseCode(text);
  return code === null ? null : digest(code).toString("hex");
}
