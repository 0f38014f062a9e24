import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fixturePath } from "../test/fixture.ts";
import { cameraSectorSchema } from "@getu/domain";
import { parseDirection } from "./parse-direction.ts";

const sectors = (text: string) =>
  parseDirection(text, 60)?.map(({ bearingDegrees, fieldOfViewDegrees }) => [
    bearingDegrees,
    fieldOfViewDegrees,
  ]);

describe("camera directions", () => {
  test.each([
    ["182", [[182, 60]]],
    ["360", [[0, 60]]],
    ["-90", [[270, 60]]],
    ["NNE", [[22.5, 60]]],
    [
      "15;182;298",
      [
        [15, 60],
        [182, 60],
        [298, 60],
      ],
    ],
    [
      "185;0;92;271;0",
      [
        [185, 60],
        [0, 60],
        [92, 60],
        [271, 60],
      ],
    ],
    ["335-45", [[10, 70]]],
    ["316-1", [[338.5, 45]]],
    [
      "338-23;155-200",
      [
        [0.5, 45],
        [177.5, 45],
      ],
    ],
    ["0-360", [[180, 360]]],
    ["180-180", [[180, 60]]],
    ["", []],
  ])("%s", (text, expected) => expect(sectors(text)).toEqual(expected));

  test.each(["north-ish", "400", "10-400", "12;x", "1e3"])("%s is not understood", (text) =>
    expect(sectors(text)).toBeUndefined(),
  );

  const file = fixturePath("cameras/mn_alpr_osm_1430.geojson");
  test.skipIf(!existsSync(file))(
    "every direction of 1,430 real cameras is understood and valid (needs ../shared/data)",
    () => {
      const { features } = JSON.parse(readFileSync(file, "utf8"));
      const texts = features.flatMap(
        (feature: { properties: { attributes: { direction?: string } } }) =>
          feature.properties.attributes.direction ?? [],
      );
      expect(texts.length).toBeGreaterThan(1_000);
      for (const text of texts) {
        const parsed = parseDirection(text, 60);
        expect(parsed, text).not.toBeNull();
        for (const sector of parsed ?? [])
          expect(cameraSectorSchema.safeParse(sector).success, text).toBe(true);
      }
    },
  );
});
