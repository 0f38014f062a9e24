import { expect, test } from "vitest";
import { withReason } from "../src/case/with-reason.ts";

const BEYOND = "超出网格职责范围";

test("a tapped reason is all there is to say where nothing was typed", () => {
  expect(withReason("", BEYOND)).toBe(BEYOND);
  expect(withReason(" \n", BEYOND)).toBe(BEYOND);
});

test("a tapped reason goes behind what was typed, once, and takes nothing of it away", () => {
  const once = withReason("管道在马路下面 ", BEYOND);
  expect(once).toBe(`管道在马路下面；${BEYOND}`);
  expect(withReason(once, BEYOND)).toBe(once);
});

test("words that leave no room for a reason go alone rather than be cut or refused", () => {
  const full = "长".repeat(1995);
  expect(withReason(full, BEYOND)).toBe(full);
});
