import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reasonSchema, shownNameSchema } from "../access/account.ts";
import { publicReportSchema, ratingSchema } from "./public-report.ts";
import { isStorable, writtenSchema } from "./storable-text.ts";

/** What becomes of a text on its way into a database of UTF-8 and back. */
const roundTrip = (text: string): string => new TextDecoder().decode(new TextEncoder().encode(text));

describe("a text that can be stored", () => {
  test("is one that comes back from UTF-8 as it went, without NUL", () => {
    const half = fc.integer({ min: 0xd800, max: 0xdfff }).map((unit) => String.fromCharCode(unit));
    const part = fc.oneof(half, half, fc.constantFrom("\0", "a", "格", "👍🏽"));
    const property = fc.property(fc.array(part, { maxLength: 4 }), (parts) => {
      const text = parts.join("");
      expect(isStorable(text)).toBe(roundTrip(text) === text && !text.includes("\0"));
    });
    fc.assert(property, { seed: 2, numRuns: 2000 });
  });

  test.each([
    ["a reason", reasonSchema],
    ["a shown name", shownNameSchema],
    ["a resident's text", publicReportSchema.shape.text],
    ["a resident's contact", publicReportSchema.shape.contact],
    ["the reason of a rating", ratingSchema.shape.reason],
    ["what is written at the desk", writtenSchema],
  ])("is demanded of %s", (_what, schema) => {
    for (const text of ["好\ud800", "\udc00好", "好\0"]) expect(schema.safeParse(text).success).toBe(false);
    expect(schema.safeParse("好的👍🏽").success).toBe(true);
  });

  test("of one line holds nothing that controls, turns around what stands beside it, or is not seen", () => {
    const unseen = [
      "a\nb",
      "a\u001b[2J",
      "\u0085a",
      "a\u202eb",
      "\u2066a\u2069",
      "a\u200bb",
      "a\u2060b",
      "a\u2028b",
    ];
    for (const text of unseen) expect(shownNameSchema.safeParse(text).success).toBe(false);
    expect(shownNameSchema.safeParse(" 张三 ").data).toBe("张三");
    for (const text of ["👨‍👩‍👧 张三", "می‌خواهم"]) expect(shownNameSchema.safeParse(text).data).toBe(text);
  });
});
