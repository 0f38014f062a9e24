import { expect, test } from "vitest";
import { parseWallSettings, withSetting } from "../src/wall-settings.ts";

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

test("what is chosen on the screen is kept in the address beside the rest, so that a reload shows the same", () => {
  const address = withSetting("http://wall/?distance=8&lang=en", "territory", "云桥 & co");
  expect(parseWallSettings(new URL(address).search)).toEqual({
    territory: "云桥 & co",
    language: "en",
    screen: { viewingDistanceMetres: 8 },
  });
});
