import { expect, test } from "vitest";
import { entryName } from "../src/outbox/entry-book.ts";
import { namesToForget } from "../src/outbox/names-to-forget.ts";
import { keptEntry, keptPhoto, keptVault } from "./kept-entry.ts";

const sent = { kind: "sent", atMs: 1, incidentId: 1, gridId: 1 } as const;
const waiting = keptEntry(1, "bai");
const delivered = keptEntry(2, "bai", { state: sent, photos: [] });
const refused = keptEntry(3, "bai", { state: { kind: "refused", code: "X" } });
const kept = {
  copy: "all of the work",
  owner: { personId: "bai", rights: ["leader"] },
  "known-ground/bai": { versions: [] },
  "draft/bai/report": { photos: [keptPhoto("of-draft")] },
  "picture/of-1": {},
  "picture/of-3": {},
  "picture/of-draft": {},
  "picture/given-up": {},
  [entryName(waiting)]: waiting,
  [entryName(delivered)]: delivered,
  [entryName(refused)]: refused,
};

test("T50 behind who leaves a phone goes what was delivered and the copy of their work, and nothing that still waits", async () => {
  const names = await namesToForget(keptVault(kept));
  expect(names.toSorted()).toEqual(["copy", "entry/0000000002/key-2", "owner", "picture/given-up"]);
});

test("T16 where an entry cannot be read nobody knows which pictures are its own: all stay, and so does its name", async () => {
  const names = await namesToForget(keptVault({ ...kept, [entryName(waiting)]: null }));
  expect(names.toSorted()).toEqual(["copy", "entry/0000000002/key-2", "owner"]);
});
