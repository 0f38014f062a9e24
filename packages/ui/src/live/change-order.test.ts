import type { Camera, Incident, LiveChange } from "@getu/domain";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createChangeOrder } from "./change-order.ts";

/** Changes of incidents and cameras, each with the place that it was given in its turn. */
const change = fc.tuple(fc.constantFrom("incident", "camera"), fc.nat(2), fc.nat(99));

const changeOf = (topic: string, id: number): LiveChange =>
  topic === "incident"
    ? { topic: "incident", incident: { id } as Incident }
    : { topic: "camera", camera: { id } as Camera };

test("of the changes of one thing none is taken that is older than one before it, in whatever order they come, and all others are", () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
      const isPassed = createChangeOrder();
      const greatest = new Map<string, number>();
      for (const [topic, id, place] of changes) {
        const before = greatest.get(`${topic} ${id}`) ?? -1;
        expect(isPassed(changeOf(topic, id), `7-${place}`)).toBe(place < before);
        greatest.set(`${topic} ${id}`, Math.max(before, place));
      }
    }),
    { seed: 41 },
  );
});

test("what is no single thing has no order, and neither has a change without a cursor", () => {
  const isPassed = createChangeOrder();
  expect(isPassed({ topic: "territory", version: 2 }, "9-9")).toBe(false);
  expect(isPassed({ topic: "territory", version: 2 }, "9-8")).toBe(false);
  expect(isPassed(changeOf("incident", 1), "9-9")).toBe(false);
  expect(isPassed(changeOf("incident", 1), "")).toBe(false);
});
