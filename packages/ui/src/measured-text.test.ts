import { expect, test } from "vitest";
import { createFormat } from "./format.ts";
import { measuredTextOf } from "./measured-text.ts";
import { allWords } from "./messages/all-words.ts";
import { createMessages } from "./messages/i18n.ts";

test("a figure by households that nobody has counted says so, and where there is no figure there is nothing to say it of", async () => {
  const { t } = await createMessages("zh-CN", allWords);
  const words = { t, format: createFormat("zh-CN", "Asia/Shanghai") };
  expect(measuredTextOf({ value: 5.25, isEstimate: true }, words)).toBe("≈5.3");
  expect(measuredTextOf({ value: 5.25, isEstimate: false }, words)).toBe("5.3");
  expect(measuredTextOf({ value: "too-few", isEstimate: true }, words)).toBe("过少");
});
