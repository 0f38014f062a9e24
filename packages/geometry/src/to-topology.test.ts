import { feature } from "topojson-client";
import { expect, test } from "vitest";
import { fuzzPartition } from "../test/fuzz-partition.ts";
import type { AreaGeometry } from "./area.ts";
import { toUnits } from "./coordinate.ts";
import { toAreas } from "./partition/index.ts";
import { toTopology } from "./to-topology.ts";

/** Rings in whole units from their smallest corner on: where a ring begins says nothing. */
const ringsOf = (area: AreaGeometry): string[] =>
  (area.type === "Polygon" ? [area.coordinates] : area.coordinates)
    .map((rings) =>
      rings
        .map((ring) => {
          const corners = ring.slice(1).map(([lng = 0, lat = 0]) => `${toUnits(lng)},${toUnits(lat)}`);
          const first = corners.indexOf(corners.toSorted((a, b) => a.localeCompare(b))[0] ?? "");
          return [...corners.slice(first), ...corners.slice(0, first)].join(" ");
        })
        .join(" | "),
    )
    .sort((a, b) => a.localeCompare(b));

/** The areas again, by the library that defines the format. */
function readBack(areas: readonly AreaGeometry[]): AreaGeometry[] {
  const { transform, arcs, geometries } = toTopology(areas);
  const topology: Parameters<typeof feature>[0] = {
    type: "Topology",
    transform,
    arcs,
    objects: { grids: { type: "GeometryCollection", geometries } },
  };
  const { features } = feature(topology, "grids") as unknown as { features: { geometry: AreaGeometry }[] };
  return features.map(({ geometry }) => geometry);
}

test(
  "the format's own library reads the same areas, in pieces and with holes too, and no line is written twice",
  { timeout: 60_000 },
  () => {
    const { partition } = fuzzPartition({
      columns: 9,
      rows: 7,
      seed: 5,
      edits: 120,
      style: "ordinary",
      checkEvery: 120,
    });
    const areas = [...toAreas(partition).values()];
    expect(areas.some(({ type }) => type === "MultiPolygon")).toBe(true);
    expect(areas.some((area) => area.type === "Polygon" && area.coordinates.length > 1)).toBe(true);
    expect(readBack(areas).map(ringsOf)).toEqual(areas.map(ringsOf));
    const { arcs } = toTopology(areas);
    const edges = arcs.flatMap((arc) => {
      let [x, y] = [0, 0];
      const points = arc.map(([dx, dy]) => `${(x += dx)},${(y += dy)}`);
      return points
        .slice(1)
        .map((point, i) => (points[i]! < point ? `${points[i]} ${point}` : `${point} ${points[i]}`));
    });
    expect(new Set(edges).size).toBe(edges.length);
  },
);

test("an area alone is one closed line, and none at all are no lines", () => {
  const square: AreaGeometry = {
    type: "Polygon",
    coordinates: [
      [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
        [0, 0],
      ],
    ],
  };
  expect(toTopology([square]).geometries).toEqual([{ type: "Polygon", arcs: [[0]] }]);
  expect(readBack([square]).map(ringsOf)).toEqual([square].map(ringsOf));
  expect(toTopology([])).toMatchObject({ arcs: [], geometries: [] });
});
