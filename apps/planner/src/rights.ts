import type { DraftPart } from "@getu/domain/redraw";

/** Who is at work, whether they may redraw, and what (null = the whole territory), and whether drafts are theirs to print. */
export type Rights = { personId: string; mayWrite: boolean; part: DraftPart; mayPrint: boolean };
