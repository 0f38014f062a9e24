import "@getu/ui/zod-without-eval.ts"; // first: schemas look at it when they are made
import { suggestDivision, weighCounts, weighHouseholds } from "@getu/editor";
import type { SuggestionTask } from "./ask-suggestion.ts";

self.addEventListener("message", ({ data: { plan, question, by } }: MessageEvent<SuggestionTask>) => {
  const weigh = by.kind === "counts" ? weighCounts(by.counts) : weighHouseholds(by.grids, by.buildings);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  self.postMessage(suggestDivision(plan, { ...question, weigh }));
});
