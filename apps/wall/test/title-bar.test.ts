import { expect, test } from "vitest";
import { isLong } from "../src/title-bar.tsx";

test.each([
  ["云桥街道（示范）", false],
  ["江北新区泰山街道办事处", false],
  ["江北新区泰山街道网格化指挥中心", true],
  ["Yunqiao Street Office", false],
  ["Yunqiao Street Office (demo)", true],
])("%s is too long for its own size beside the rest of the title: %s", (name, expected) => {
  expect(isLong(name)).toBe(expected);
});
