import { expect, test } from "vitest";
import { browserKind } from "./browser-kind.ts";

const EDGE = (version: string) =>
  `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version} Safari/537.36 Edg/${version}`;

test("a browser that was updated is of the same kind", () => {
  expect(browserKind(EDGE("141.0.3537.57"))).toBe(browserKind(EDGE("142.0.0.0")));
});

test("a long name is of the same kind as the part of it that a log keeps", () => {
  const long = `Mozilla/5.0 (Linux; Android 16; made up) AppleWebKit/537.36 ${"NetType/WIFI Language/zh_CN ".repeat(12)}`;
  expect(browserKind(long)).toBe(browserKind(long.slice(0, 200)));
});

test("another browser, another system, and one that says nothing are of other kinds", () => {
  const phone =
    "Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) AppleWebKit/605.1.15 Version/26.1 Safari/604.1";
  const kinds = [EDGE("142.0.0.0"), EDGE("142.0.0.0").replace("Windows NT 10.0", "X11"), phone, null].map(
    browserKind,
  );
  expect(new Set(kinds).size).toBe(4);
});
