import { execFileSync } from "node:child_process";
import {
  existsSync,
  linkSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, inject, test } from "vitest";
import { getu, lastObject, runNode } from "./getu.ts";

const folder = mkdtempSync(join(tmpdir(), "getu-assign-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

const square = (id: string, west: number) => ({
  type: "Feature",
  properties: { id },
  geometry: {
    type: "Polygon",
    coordinates: [
      [
        [west, 0],
        [west + 1, 0],
        [west + 1, 1],
        [west, 1],
        [west, 0],
      ],
    ],
  },
});
const grids = write(
  "grids.geojson",
  JSON.stringify({ type: "FeatureCollection", features: [square("a", 0), square("b", 1)] }),
);
const points = write("points.csv", "name,lng,lat\n=1+1,0.5,0.5\nb,1.5,0.5\nc,0,0\nd,5,5\n");

const required = ["--grids", grids, "--grid-id", "id", "--points", points];

describe("getu assign", () => {
  test("the last line of standard output is one object with exactly the promised members", async () => {
    const outcome = await getu(["assign", ...required, "--json"]);
    expect(outcome.code).toBe(0);
    const { seconds, pointsPerSecond, ...counts } = lastObject(outcome);
    expect(counts).toEqual({
      rows: 4,
      withCoordinates: 3,
      inside: 2,
      outside: 1,
      inTwo: 0,
      nearBorder: 0,
      rejected: { "zero-coordinates": 1 },
      compared: null,
    });
    expect([typeof seconds, typeof pointsPerSecond]).toEqual(["number", "number"]);
    expect(outcome.stdout.trim().split("\n")).toHaveLength(1);
  });

  test.each([
    ["csv", ","],
    ["tsv", "\t"],
  ])("--out writes every row with its answer, as %s by the name", async (ending, mark) => {
    const out = join(folder, `out.${ending}`);
    expect((await getu(["assign", ...required, "--out", out])).code).toBe(0);
    const lines = readFileSync(out, "utf8")
      .trimEnd()
      .split("\r\n")
      .map((line) => line.split(mark));
    expect(lines[0]).toEqual([
      "name",
      "lng",
      "lat",
      "grid",
      "status",
      "distance_to_border_metres",
      "near_border",
      "neighbour",
      "agrees",
      "reason",
    ]);
    expect(lines.map((cells) => [cells[0], cells[3], cells[4]])).toEqual([
      ["name", "grid", "status"],
      ["'=1+1", "a", "inside"],
      ["b", "b", "inside"],
      ["c", "", "rejected"],
      ["d", "", "outside"],
    ]);
  });

  const links = { itself: () => points, symbolic: symlinkSync, hard: linkSync };
  test.each(Object.entries(links))(
    "--out onto an input (%s link) is refused and both stay",
    async (kind, link) => {
      const inputs = [points, grids];
      const before = inputs.map((path) => readFileSync(path, "utf8"));
      for (const input of inputs) {
        const out = kind === "itself" ? input : join(folder, `${kind}-${inputs.indexOf(input)}.csv`);
        if (kind !== "itself") link(input, out);
        const outcome = await getu(["assign", ...required, "--out", out]);
        expect(outcome).toMatchObject({ code: 1, stdout: "" });
        expect(outcome.stderr).toMatch(/^getu: .*: is the same file as the input .*; nothing was written\n$/);
      }
      expect(inputs.map((path) => readFileSync(path, "utf8"))).toEqual(before);
    },
  );

  test("--out whose unfinished file is an input is refused", async () => {
    const input = write("late.csv.unfinished", "lng,lat\n0.5,0.5\n");
    const args = ["--grids", grids, "--grid-id", "id", "--points", input];
    const outcome = await getu(["assign", ...args, "--out", join(folder, "late.csv")]);
    expect(outcome.stderr).toContain("is the same file as the input");
    expect(readFileSync(input, "utf8")).toBe("lng,lat\n0.5,0.5\n");
  });

  test("--rejects onto the imported file or onto a map is refused before a database is opened", async () => {
    const map = write("map.json", "{}");
    for (const rejects of [points, map]) {
      const options = ["--territory", "x", "--id", "name", "--kind-map", map, "--rejects", rejects];
      const outcome = await getu(["import", "cameras", points, ...options]);
      expect(outcome.stderr).toMatch(/^getu: .*: is the same file as the input .*; nothing was written\n$/);
    }
    expect(readFileSync(map, "utf8")).toBe("{}");
  });

  test("a pipe or a device is no input and no output", async () => {
    const pipe = join(folder, "pipe");
    execFileSync("mkfifo", [pipe]);
    for (const path of [pipe, "/dev/null"]) {
      const outcome = await getu(["assign", "--grids", grids, "--grid-id", "id", "--points", path]);
      expect(outcome).toMatchObject({ code: 1, stderr: `getu: ${path}: is not a regular file\n` });
    }
    expect((await getu(["assign", ...required, "--out", pipe])).stderr).toContain("is not a regular file");
  });

  test("points of another place are warned of, a single point inside is not", async () => {
    const said =
      "warning: no point lies in any grid: another place, datum, or longitude and latitude swapped?";
    const far = write("far.csv", "lng,lat\n50,50\n51,50\n");
    const args = ["assign", "--grids", grids, "--grid-id", "id", "--points"];
    expect(await getu([...args, far])).toMatchObject({ code: 0, stderr: expect.stringContaining(said) });
    expect((await getu([...args, points])).stderr).not.toContain(said);
  });

  test("help has no colours where no terminal reads it", async () => {
    for (const args of [["--help"], ["assign", "--help"], ["assign"]]) {
      const { stdout, stderr } = await getu(args, { NO_COLOR: "", TEST: "", CI: "", TERM: "xterm" });
      expect(stdout + stderr).toMatch(/getu|grids/);
      expect(stdout + stderr).not.toContain("\u001B");
    }
  });

  test("a points file that is cut off leaves no output behind", async () => {
    const cut = write(
      "cut.geojson",
      '{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point","coordinates":[0.5,0.5]}},{"type":',
    );
    const out = join(folder, "never.csv");
    const outcome = await getu([
      "assign",
      "--grids",
      grids,
      "--grid-id",
      "id",
      "--points",
      cut,
      "--out",
      out,
    ]);
    expect(outcome).toMatchObject({ code: 1, stdout: "" });
    expect(outcome.stderr).toContain("truncated");
    expect(readdirSync(folder).filter((name) => name.startsWith("never"))).toEqual([]);
  });

  test.each([
    [
      "a missing file",
      ["--grids", "nowhere.geojson", "--grid-id", "id", "--points", points],
      1,
      /nowhere\.geojson: no such file/,
    ],
    [
      "an unknown grid field",
      ["--grids", grids, "--grid-id", "WARD", "--points", points],
      1,
      /no field "WARD"; the fields are: id/,
    ],
    [
      "a grid file without ids",
      ["--grids", grids, "--grid-id", "@id", "--points", points],
      1,
      /no usable polygon: 2 no-id; name the id with --grid-id; the fields are: id/,
    ],
    [
      "an unknown column",
      [...required, "--lng", "x", "--lat", "lat"],
      1,
      /no column "x"; the columns are: name, lng, lat/,
    ],
    ["an unknown field to compare", [...required, "--compare", "zone"], 1, /no column "zone"/],
    [
      "a table as grids",
      ["--grids", points, "--grid-id", "id", "--points", points],
      1,
      /is a table, not a file of polygons/,
    ],
    ["an unknown coordinate system", [...required, "--crs", "mars"], 1, /unknown coordinate system "mars"/],
    ["an unregistered number", [...required, "--crs", "epsg:999999"], 1, /999999/],
    ["an option that does not exist", [...required, "--grid", "x"], 2, /there is no option --grid/],
    [
      "an option without its value",
      ["--grids", grids, "--grid-id", "id", "--points"],
      2,
      /--points needs a value/,
    ],
    ["a missing option", ["--grids", grids], 2, /--grid-id/],
    ["a value that is not among the choices", [...required, "--engine", "magic"], 2, /engine/],
    ["half a pair", [...required, "--lng", "lng"], 2, /--lng and --lat belong together/],
    ["a stray word", [...required, "more"], 2, /do not know what to do with "more"/],
  ])("%s is said in one line", async (_, args, code, message) => {
    const outcome = await getu(["assign", ...args]);
    expect(outcome.stderr).toMatch(message);
    expect(outcome).toMatchObject({ code, stdout: "" });
    const lines = outcome.stderr
      .trimEnd()
      .split("\n")
      .filter((line) => !line.startsWith("positions are read"));
    expect(lines).toHaveLength(code);
  });

  test("the command that npx runs hands its arguments to Node 24 and brings back the exit code", async () => {
    const bin = fileURLToPath(new URL("../bin/getu.mjs", import.meta.url));
    const { code, stdout } = await runNode([bin, "assign", ...required, "--json"]);
    expect([code, JSON.parse(stdout).rows]).toEqual([0, 4]);
    expect((await runNode([bin, "assign", "--nonsense"])).code).toBe(2);
  });

  test("neither help nor assignment loads the database client", async () => {
    const aloud = { NODE_OPTIONS: `--import=${new URL("say-loaded.ts", import.meta.url).href}` };
    for (const args of [["--help"], ["import", "--help"], ["assign", ...required]]) {
      const { stderr } = await getu(args, aloud);
      expect(stderr).toContain("server/src/commands/run-cli.ts");
      expect(stderr).not.toMatch(/prisma|packages\/store/);
    }
  });
});

const shared =
  process.env["GETU_FIXTURES"] ??
  resolve(fileURLToPath(new URL("../../..", import.meta.url)), "../shared/data");
const oracle = join(shared, "expected-assignment.csv");
const cases = existsSync(oracle)
  ? readFileSync(oracle, "utf8")
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => {
        const [
          dataset,
          pointsFile,
          field,
          gridsFile,
          id,
          rows,
          ,
          ,
          ,
          known,
          inside,
          match,
          ,
          inTwo,
          ,
          ,
          within30m,
          ,
          ,
          as,
        ] = line.split(",");
        return {
          dataset,
          pointsFile,
          field,
          gridsFile,
          id,
          rows,
          known,
          inside,
          match,
          inTwo,
          within30m,
          as,
        };
      })
  : [];

/** Every push takes one field of each set of files, every night all of them. */
const taken =
  inject("gate") === "night"
    ? cases
    : [...new Map(cases.toReversed().map((each) => [each.dataset, each])).values()];

describe.skipIf(cases.length === 0)("getu assign on real files (needs ../shared/data)", () => {
  test("there are 15 cases", () => expect(cases).toHaveLength(15));

  test.each(taken)(
    "$dataset by $field: as many rows lie in their own grid as an independent tool counts",
    async (expected) => {
      const { pointsFile, field, gridsFile, id, as } = expected as Record<string, string>;
      const files = ["--grids", join(shared, gridsFile!), "--points", join(shared, pointsFile!)]; // 15 complete lines
      const fields = ["--grid-id", id!, "--compare", field!, "--compare-as", as!]; // 15 complete lines
      const outcome = await getu(["assign", ...files, ...fields, "--json"]);
      expect(outcome.stderr).not.toContain("getu:");
      expect(outcome.stderr.includes("boundaries of another date")).toBe(expected.dataset!.includes("OLD"));
      const { rows, inside, inTwo, compared } = lastObject(outcome) as {
        rows: number;
        inside: number;
        inTwo: number;
        compared: Record<string, number>;
      };
      process.stdout.write(
        `${expected.dataset} by ${field}: equal ${compared["equal"]} (${expected.match}), inside ${inside} (${expected.inside}), ` +
          `within 30 m ${compared["within30m"]} (${expected.within30m}), in two ${inTwo} (${expected.inTwo})\n`,
      );
      expect(rows).toBe(Number(expected.rows));
      expect(compared["known"]).toBe(Number(expected.known));
      expect(Math.abs(compared["equal"]! - Number(expected.match))).toBeLessThanOrEqual(2); // compared has this member
      expect(Math.abs(compared["within30m"]! - Number(expected.within30m))).toBeLessThanOrEqual(2); // compared has this member
    },
  );
});
