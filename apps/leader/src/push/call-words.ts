import type { TFunction } from "i18next";

/** The cache in which the worker finds what a call is shown with; it knows no languages itself. */
const WORDS_CACHE = "getu-call-words";
const WORDS_PATH = "/leader/call-words";

/** Leaves the worker the words of calls in the screen's language. */
export async function leaveCallWords(t: TFunction): Promise<void> {
  const cache = await caches.open(WORDS_CACHE);
  // The worker puts the numbers in, by these names.
  const body = t("leader.call.body", { fresh: "{fresh}", pressing: "{pressing}" });
  await cache.put(WORDS_PATH, Response.json({ title: t("leader.call.title"), body }));
}
