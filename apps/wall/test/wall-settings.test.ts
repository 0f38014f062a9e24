import { expect, test } from "vitest";
import { parseWallSettings } from "../src/wall-settings.ts";

test("the wall's address sets territory, language and where the screen hangs", () => {
  expect(parseWallSettings("?territory=yq&lang=en&distance=8&height=2.06")).toEqual({
    territory: "yq",
    language: "en",
    screen: { viewingDistanceMetres: 8, screenHeightMetres: 2.06 },
  });
});

test.each(["", "?lang=fr&distance=-1&height=abc", "?distance=0&height=1000", "?distance=Infinity"])(
  "what cannot be read in %j counts as not said",
  (search) => {
    expect(parseWallSettings(search)).toEqual({ territory: null, language: "zh-CN", screen: {} });
  },
);
