import { expect, test } from "vitest";
import type { Entry } from "../src/outbox/entry.ts";
import { namesOfOthers } from "../src/outbox/names-of-others.ts";
import { entryOf, VISIT } from "./made-up-entries.ts";

const photo = (picture: string) => ({ kind: "near", picture: `picture/${picture}`, sent: null }) as const;
const entry = (number: number, personId: string, given: Partial<Entry> = {}): Entry =>
  entryOf(number, VISIT, { personId, photos: [photo(`of-${number}`)], ...given });

/** What lies on a phone by its names; one of the drafts cannot be opened. */
const kept: Readonly<Record<string, { photos: readonly object[] }>> = {
  "draft/bai/report": { photos: [photo("bais-draft")] },
  "draft/lu/report": { photos: [photo("lus-draft")] },
  "draft/lu/7/feed-back": { photos: [] },
};
const vault = {
  names: (beginning: string) =>
    Promise.resolve(Object.keys(kept).filter((name) => name.startsWith(beginning))),
  read: <Value>(name: string): Promise<Value | null> =>
    name === "draft/lu/7/feed-back"
      ? Promise.reject(new Error("damaged"))
      : Promise.resolve((kept[name] ?? null) as Value | null),
};

test("T50 of a phone that somebody leaves stays what others wait to send or have half written, with its photos, and nothing else", async () => {
  const sent = { kind: "sent", atMs: 1, incidentId: 1, gridId: 1 } as const;
  const entries = [
    entry(1, "bai"),
    entry(2, "lu"),
    entry(3, "lu", { state: sent, photos: [] }),
    entry(4, "lu"),
  ];
  const names = await namesOfOthers(vault, { entries, personId: "bai" });
  expect(names.toSorted()).toEqual(
    [
      "draft/lu/7/feed-back",
      "draft/lu/report",
      "entry/0000000002/key-2",
      "entry/0000000004/key-4",
      "picture/of-2",
      "picture/of-4",
      "picture/lus-draft",
    ].toSorted(),
  );
});
