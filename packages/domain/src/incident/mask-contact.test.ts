import fc from "fast-check";
import { expect, test } from "vitest";
import { maskContact } from "./mask-contact.ts";

test.each([
  ["13800138000", "138****8000"],
  ["张三 13800138000", "张* 138****8000"],
  ["138-0013-8000", "1**-0***-8***"],
  ["li@example.org", "l*@e******.o**"],
  ["wx_abc123", "w*_a*****"],
  ["王", "王*"],
  ["８６１３８００１３８０００", "８************"],
])("T45 %s is shown as %s", (contact, masked) => {
  expect(maskContact(contact)).toBe(masked);
});

test("T45 of every word at most its first character shows, and of a telephone number three and four digits", () => {
  const word = fc.stringMatching(/^[a-z0-9张王李]{2,20}$/u);
  fc.assert(
    fc.property(word, (given) => {
      const shown = Array.from(maskContact(given)).filter((character) => character !== "*");
      const isNumber = /^\d{10,}$/.test(given);
      expect(shown.length).toBe(isNumber ? 7 : 1);
    }),
    { seed: 20261126, numRuns: 500 },
  );
});
