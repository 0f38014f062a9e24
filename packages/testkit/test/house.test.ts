import { spawnSync } from "node:child_process";
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = new URL("../../..", import.meta.url).pathname;

type Manifest = {
  name: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
};

const manifests: Manifest[] = globSync("{apps,packages}/*/package.json", { cwd: root }).map(
  (path) => JSON.parse(readFileSync(join(root, path), "utf8")) as Manifest,
);

const arrows = new Map(
  manifests.map(({ name, dependencies }) => [
    name,
    Object.keys(dependencies ?? {}).filter((dependency) => dependency.startsWith("@getu/")),
  ]),
);

/** The first cycle found below `name`, as the names along it, or null. */
function findCycle(
  graph: ReadonlyMap<string, readonly string[]>,
  name: string,
  path: readonly string[] = [],
): string[] | null {
  if (path.includes(name)) return [...path.slice(path.indexOf(name)), name];
  for (const next of graph.get(name) ?? []) {
    const cycle = findCycle(graph, next, [...path, name]);
    if (cycle) return cycle;
  }
  return null;
}

test("no package depends on itself through others", () => {
  expect(manifests.length).toBeGreaterThanOrEqual(11);
  expect(manifests.map(({ name }) => findCycle(arrows, name)).filter((cycle) => cycle !== null)).toEqual([]);
});

test("the cycle search finds a planted cycle", () => {
  const planted = new Map([...arrows, ["@getu/geometry", ["@getu/domain"]]]);
  expect(findCycle(planted, "@getu/domain")).toEqual(["@getu/domain", "@getu/geometry", "@getu/domain"]);
});

/** The arrows of ARCHITECTURE.md; what a package ships with may import these and nothing else. */
const ALLOWED: Record<string, readonly string[]> = {
  geometry: [],
  domain: ["geometry"],
  sources: ["domain", "geometry"],
  store: ["domain", "geometry"],
  sample: ["domain", "geometry"],
  heat: ["domain", "geometry"],
  photos: ["domain"],
  api: ["domain", "geometry", "store"],
  layers: ["domain", "geometry"],
  editor: ["domain", "geometry"],
  ui: ["domain", "geometry", "layers"],
  testkit: [],
  "page-build": [],
  bench: ["domain", "editor", "geometry", "heat", "layers", "sample", "sources", "store"],
  wall: ["domain", "layers", "ui"],
  resident: ["domain", "layers", "ui"],
  desk: ["domain", "layers", "ui"],
  leader: ["domain", "geometry", "layers", "ui"],
  planner: ["domain", "editor", "geometry", "layers", "ui"],
  server: ["api", "domain", "geometry", "heat", "photos", "sample", "sources", "store"],
};

test.each(Object.entries(ALLOWED))("%s imports only what the house allows", (folder, allowed) => {
  const actual = arrows.get(`@getu/${folder}`);
  expect(actual?.filter((name) => !allowed.includes(name.replace("@getu/", "")))).toEqual([]);
});

test("every package has its row in the table of arrows", () => {
  expect([...arrows.keys()].map((name) => name.replace("@getu/", "")).sort()).toEqual(
    Object.keys(ALLOWED).sort(),
  );
});

const SCREENS = "{apps/{desk,leader,planner,resident,wall},packages/ui}/src/**/*.{ts,tsx}";

/** Their answers are a city's: as objects they weigh many times what the plain routes send. */
const BULKY = /\b(?:grid\.edges|heat\.cells)\b/;

test("no screen asks a procedure for what the plain routes give in their compact form", () => {
  const sources = globSync(SCREENS, { cwd: root });
  expect(sources.length).toBeGreaterThan(500);
  expect(sources.filter((path) => BULKY.test(readFileSync(join(root, path), "utf8")))).toEqual([]);
});

test("every dependency has an exact version", () => {
  const loose = manifests.flatMap(({ name, dependencies, devDependencies }) =>
    Object.entries({ ...dependencies, ...devDependencies })
      .filter(([dependency, version]) => !dependency.startsWith("@getu/") && !/^\d/.test(version))
      .map(([dependency, version]) => `${name}: ${dependency} ${version}`),
  );
  expect(loose).toEqual([]);
});

/** A copy of the two lowest packages, to plant a wrong import in. */
function copyOfTheFoundation(): string {
  const copy = mkdtempSync(join(tmpdir(), "getu-house-"));
  for (const path of [
    "package.json",
    "package-lock.json",
    "turbo.json",
    "packages/geometry",
    "packages/domain",
  ]) {
    cpSync(join(root, path), join(copy, path), {
      recursive: true,
      filter: (from) => !from.includes("node_modules"),
    });
  }
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  return copy;
}

/** What `turbo boundaries` prints for a repository. */
const boundariesOf = (cwd: string): string => {
  const turbo = spawnSync(join(root, "node_modules/.bin/turbo"), ["boundaries", "--no-color"], {
    cwd,
    encoding: "utf8",
  });
  return turbo.stdout + turbo.stderr;
};

test("an import that breaks the arrows is refused by turbo boundaries", () => {
  const copy = copyOfTheFoundation();
  try {
    expect(boundariesOf(copy)).toContain("no issues found");
    writeFileSync(join(copy, "packages/geometry/src/planted.ts"), 'export { isOpen } from "@getu/domain";\n');
    expect(boundariesOf(copy)).toMatch(/cannot import package `@getu\/domain`/);
  } finally {
    rmSync(copy, { recursive: true });
  }
}, 30_000);
