import { describe, expect, test } from "vitest";
import { tempFile } from "../test/temp-file.ts";
import { openSource } from "./open-source.ts";
import { parseGrids } from "./parse-grids.ts";
import { parsePlaces } from "./parse-places.ts";

const LONG = "x".repeat(3_000_000);

describe("a text longer than its field may be", () => {
  test("refuses its row of a point file by name, and leaves its neighbours and its id alone", async () => {
    const rows = [`${LONG},a`, `1,${LONG}`, "1,c", "2,d"].map((row) => `${row},118.7,32`);
    const source = await openSource(tempFile(["no,title,lng,lat", ...rows].join("\n"), "places.csv"));
    const position = { crs: "wgs84", fields: { lng: "lng", lat: "lat" } } as const;
    const mapping = { id: "no", idPrefix: "", name: "title", kind: "police-room", position } as const;
    const outcome: unknown[] = [];
    for await (const { record, reject } of parsePlaces(source, mapping))
      outcome.push(record?.name ?? `${reject?.reason} ${reject?.detail}`);
    expect(outcome).toEqual([
      "text-too-long externalId: 3000000 characters, at most 200",
      "text-too-long name: 3000000 characters, at most 2000",
      "c",
      "d",
    ]);
  });

  test("refuses every feature of its grid, and leaves the other grids alone", async () => {
    const ring = [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 0],
    ];
    const geometry = { type: "Polygon", coordinates: [ring] };
    const features = [LONG, "good", LONG].map((no) => ({ type: "Feature", properties: { no }, geometry }));
    const source = await openSource(
      tempFile(JSON.stringify({ type: "FeatureCollection", features }), "grids.geojson"),
    );
    const { grids, rejects } = await parseGrids(source, { id: "no", crs: "wgs84", tier: 0 });
    expect(grids.map(({ externalId }) => externalId)).toEqual(["good"]);
    expect(rejects.map(({ row, reason }) => [row, reason])).toEqual([
      [1, "text-too-long"],
      [3, "text-too-long"],
    ]);
  });
});
