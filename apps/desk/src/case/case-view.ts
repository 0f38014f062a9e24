import type { Case, CaseKey } from "@getu/ui";
import type { DeskWords } from "../use-desk-words.ts";

/** What every part of the page is given: the incident as it is, how things are called, and the server's time. */
export type CaseView = { found: Case; words: DeskWords; now: Date; caseKey: CaseKey };
