import { expect, test } from "vitest";
import { parseWallSettings, withSetting } from "../src/wall-settings.ts";

test("the wall's address sets territory, language, scene and where the screen hangs", () => {
  expect(
    parseWallSettings(
      new URL("http://wall/pair?territory=yq&lang=en&scene=overdue&distance=8&height=2.06&mosaic=3x2x3.5"),
    ),
  ).toEqual({
    isToPair: true,
    scene: "overdue",
    territory: "yq",
    language: "en",
    screen: { viewingDistanceMetres: 8, screenHeightMetres: 2.06 },
    mosaic: { columns: 3, rows: 2, bezelMillimetres: 3.5 },
  });
});

test.each([
  "",
  "?lang=fr&scene=toString&distance=-1&height=abc",
  "?distance=0&height=1000",
  "?distance=Infinity",
  "?mosaic=3",
  "?mosaic=0x2",
  "?mosaic=3x2x-1",
  "?mosaic=axb",
])("what cannot be read in %j counts as not said", (search) => {
  expect(parseWallSettings({ pathname: "/pairs", search })).toEqual({
    territory: null,
    language: "zh-CN",
    isToPair: false,
    scene: "territory",
    screen: {},
    mosaic: null,
  });
});

test("what is chosen on the screen is kept in the address beside the rest, so that a reload shows the same", () => {
  const address = withSetting("http://wall/?distance=8&lang=en", "territory", "云桥 & co");
  expect(parseWallSettings(new URL(address))).toEqual({
    territory: "云桥 & co",
    language: "en",
    isToPair: false,
    scene: "territory",
    screen: { viewingDistanceMetres: 8 },
    mosaic: null,
  });
});
