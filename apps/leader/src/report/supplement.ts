import type { Incident } from "@getu/domain";
import type { ActWork } from "../outbox/entry.ts";
import { writtenText } from "../written-text.ts";

type Said = { territoryId: number; text: string; wordless: string; seenSteps: number };

/** What is added to an incident; `wordless` stands for words that nobody has written. */
export const toSupplement = (
  { id, category }: Pick<Incident, "id" | "category">,
  { territoryId, text, wordless, seenSteps }: Said,
): ActWork => ({
  kind: "act",
  territoryId,
  incidentId: id,
  category,
  action: "supplement",
  reason: null,
  text: writtenText(text) ?? wordless,
  seenSteps,
});
