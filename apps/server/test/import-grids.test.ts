import { listGridAreas, listGrids } from "@getu/store";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lastObject } from "./getu.ts";
import { box, COMMUNITIES, CREATE, features, LANES, openImportTrial, STREET } from "./import-street.ts";
import type { ImportTrial } from "./import-street.ts";

let trial: ImportTrial;

beforeAll(async () => {
  trial = await openImportTrial();
});
afterAll(() => trial.close());

describe("getu import grids", () => {
  test("outlines that cross themselves are listed with row, id and place, before other notes", async () => {
    const bowTie = (no: string, west: number) => {
      const ring = [[west, 0], [west + 2, 2], [west + 2, 0], [west, 2]]; // prettier-ignore
      return {
        type: "Feature",
        properties: { NO: no },
        geometry: { type: "Polygon", coordinates: [ring] },
      };
    };
    const path = trial.write(
      "ties.geojson",
      features(...Array.from({ length: 7 }, (_, i) => bowTie(`t${i}`, 3 * i))),
    );
    const args = ["--territory", "ties", "--id", "NO", ...CREATE, "--tier", "community", "--dry-run"];
    const outcome = await trial.run("grids", path, ...args, "--json");
    expect(outcome.stderr).toContain('row 1, "t0": crosses itself at 1 1;');
    expect(outcome.stderr).toContain('row 5, "t4": crosses itself at 13 1;');
    expect(outcome.stderr).not.toContain("row 6,");
    expect(outcome.stderr).toContain("and 2 more that cross themselves");
    const { notes, noteCount } = lastObject(outcome) as {
      notes: { row: number; reason: string }[];
      noteCount: number;
    };
    expect(noteCount).toBe(14); // the rings are not closed either
    expect(notes.slice(0, 7).map(({ row, reason }) => [row, reason])).toEqual(
      [1, 2, 3, 4, 5, 6, 7].map((row) => [row, "self-intersection"]),
    );
  });

  test("grids of two tiers number their rows alike and stay apart; the file twice changes nothing", async () => {
    const top = trial.write("communities.geojson", COMMUNITIES);
    const fine = trial.write("lanes.geojson", LANES);
    expect(
      await trial.imported("grids", top, ...STREET, ...CREATE, "--tier", "community", "--name", "TITLE"),
    ).toMatchObject({
      rows: 2,
      inserted: 2,
      rejected: {},
    });
    const first = await trial.imported("grids", fine, ...STREET, "--tier", "lane");
    expect(first).toMatchObject({ inserted: 4, noted: { "crosses-parents": 1 } });
    expect(first["parents"]).toMatchObject([
      { parent: "community:2", children: 2 },
      { parent: "community:1", children: 2 },
    ]);
    expect(await trial.imported("grids", fine, ...STREET, "--tier", "lane")).toMatchObject({
      inserted: 0,
      unchanged: 4,
    });
    const grids = await listGrids(trial.db, { territoryId: await trial.territoryId("street") });
    const parentOf = (code: string) => {
      const grid = grids.find((each) => each.tier === 1 && each.code === code);
      return grids.find((each) => each.id === grid?.parentId)?.name;
    };
    expect(["1", "2", "3", "4"].map(parentOf)).toEqual(["东社区", "东社区", "西社区", "西社区"]);
    expect(await listGridAreas(trial.db, { territoryId: await trial.territoryId("street") })).toHaveLength(4);
  });

  test('parents named "01" are those numbered 1 only when compared as numbers', async () => {
    const fine = trial.pathOf("lanes.geojson");
    const named = [...STREET, "--tier", "lane", "--parent", "UP"];
    expect(await trial.imported("grids", fine, ...named)).toMatchObject({
      unchanged: 0,
      rejected: { "unknown-parent": 4 },
    });
    expect(await trial.imported("grids", fine, ...named, "--parent-as", "number")).toMatchObject({
      unchanged: 4,
      rejected: {},
    });
  });

  test("overlapping grids are named with how much they share and where, also with those that stand already, and stop nothing; clean ones say nothing", async () => {
    const tiles = (...list: readonly (readonly [no: string, west: number, east: number])[]): string =>
      features(
        ...list.map(([no, west, east]) => box({ NO: no, TITLE: `格${no}` }, [west, 32, east, 32.001])),
      );
    const into = ["--territory", "tiles", "--id", "NO", "--tier", "community", "--name", "TITLE"];
    const clean = trial.write("tiles.geojson", tiles(["a", 118.7, 118.71], ["b", 118.71, 118.72]));
    const first = await trial.run("grids", clean, ...into, ...CREATE, "--json");
    expect(first.stderr).not.toMatch(/warning|overlap/);
    expect(lastObject(first)).toMatchObject({ inserted: 2, warnings: [], overlaps: [] });

    // By hand: a tenth of a thousandth of a degree at 32° is 9.44 m, and a thousandth to the north 111.3 m.
    const dirty = trial.write("over.geojson", tiles(["c", 118.7199, 118.73], ["d", 118.7298, 118.74], ["b", 118.71, 118.72])); // prettier-ignore
    const second = await trial.run("grids", dirty, ...into, "--json");
    expect(lastObject(second)).toMatchObject({ inserted: 2, unchanged: 1 });
    const { overlaps } = lastObject(second) as {
      overlaps: { grids: string[]; squareMetres: number; at: [number, number] }[];
    };
    expect(overlaps.map(({ grids }) => grids.toSorted())).toEqual([["c", "d"], ["b", "c"]]); // prettier-ignore
    const share = overlaps.map(({ squareMetres }) => squareMetres / (94.4 / 10) / 111.3);
    expect(share).toEqual([expect.closeTo(2, 1), expect.closeTo(1, 1)]);
    for (const [i, west] of [118.7298, 118.7199].entries()) {
      const [lng, lat] = overlaps[i]!.at; // two of them
      expect([lng >= west && lng <= west + 0.0002, lat >= 32 && lat <= 32.001]).toEqual([true, true]);
    }
    expect(second.stderr).toMatch(/warning: 2 pairs of grids overlap, by \d+ m² in all/);
    expect(second.stderr).toMatch(/"格c" \(c\) and "格d" \(d\) overlap by \d+ m², at 118\.7\d+ 32/);

    const third = trial.write("beside.geojson", tiles(["e", 118.7399, 118.75]));
    expect(await trial.imported("grids", third, ...into)).toMatchObject({
      inserted: 1,
      overlaps: [{ grids: ["e", "d"] }],
    });
  });

  test("T22 grids in GCJ-02 read as WGS84 are said to lie elsewhere, and read as GCJ-02 they fit", async () => {
    const shifted = features(
      ...[0, 1, 2, 3, 4, 5].map((at) =>
        box({ NO: at }, [118.7055 + at / 180, 31.9979, 118.7055 + (at + 0.9) / 180, 32.0002]),
      ),
    );
    const file = trial.write("gcj.geojson", shifted);
    const wrong = await trial.run("grids", file, ...STREET, "--tier", "lane", "--dry-run");
    expect(wrong.stderr).toMatch(
      /warning: read as wgs84, \w+ of \d+ positions looked at are where they are expected; as gcj02, .+ would fit/,
    );
    const right = await trial.run("grids", file, ...STREET, "--tier", "lane", "--dry-run", "--crs", "gcj02");
    expect(right.stderr).not.toContain("warning");
  });
});
