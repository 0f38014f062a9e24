import { expect, test } from "vitest";
import { partEarlier } from "../src/outbox/earlier-vault.ts";
import { entryName } from "../src/outbox/entry-book.ts";
import { keptEntry, keptPhoto, keptVault } from "./kept-entry.ts";

const own = keptEntry(1, "bai");
const others = keptEntry(2, "lu");
const kept = {
  copy: "all of the work",
  owner: { personId: "bai", rights: [] },
  "known-ground/bai": {},
  "known-ground/lu": {},
  "draft/bai/report": { photos: [keptPhoto("of-draft")] },
  "draft/lu/report": { photos: [keptPhoto("of-lus-draft")] },
  "picture/of-1": {},
  "picture/of-2": {},
  "picture/of-draft": {},
  "picture/of-lus-draft": {},
  "picture/given-up": {},
  [entryName(own)]: own,
  [entryName(others)]: others,
};
const part = (personId: string, things: Readonly<Record<string, object | string | null>> = kept) => {
  const { read } = keptVault(things);
  return partEarlier(Object.keys(things), { personId, read: (name) => read<never>(name).catch(() => null) });
};
const OWN = ["draft/bai/report", entryName(own), "known-ground/bai", "picture/of-1", "picture/of-draft"];
const LUS = ["draft/lu/report", entryName(others), "known-ground/lu", "picture/of-2", "picture/of-lus-draft"];

test("T16 T50 of what one key served goes with its author what they wrote, and what others wrote waits for them", async () => {
  const bais = await part("bai");
  expect(bais.own.toSorted()).toEqual([...OWN, "copy", "owner"].toSorted());
  expect(bais.others.toSorted()).toEqual(LUS.toSorted());
});

test("T50 the copy of another's work goes with nobody, and what somebody has taken along is found by nobody after them", async () => {
  const lus = await part("lu");
  expect(lus.own.toSorted()).toEqual(LUS.toSorted());
  expect(lus.others.toSorted()).toEqual(OWN.toSorted());
  const left = Object.fromEntries(Object.entries(kept).filter(([name]) => OWN.includes(name)));
  expect(await part("lu", left)).toEqual({ own: [], others: expect.arrayContaining(OWN) as string[] });
});

test("T16 what nobody can read any more goes with who asks, so that somebody is told of it, and so do pictures that may be of it", async () => {
  const damaged = await part("bai", { ...kept, [entryName(own)]: null });
  expect(damaged.own).toEqual(expect.arrayContaining([entryName(own), "picture/of-1", "picture/given-up"]));
  expect(damaged.others.toSorted()).toEqual(LUS.toSorted());
});
