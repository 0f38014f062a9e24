import fc from "fast-check";
import { expect, test } from "vitest";
import { gridPathsOf, may, nobodyWith, PERMISSIONS, ROLES } from "./permissions.ts";
import type { Grant, Permission } from "./permissions.ts";
import { isInScope, scopeOf, soleGridOf } from "./scope.ts";

const permissions = Object.keys(PERMISSIONS) as Permission[];
const readable = permissions.filter((permission) => PERMISSIONS[permission].includes("viewer" as never));

test("a viewer of one territory reads nothing of another", () => {
  const viewer = nobodyWith({ role: "viewer", territoryId: 1, gridPath: "" });
  for (const permission of readable) {
    expect(may(viewer, permission, { territoryId: 1 }), permission).toBe(true);
    expect(may(viewer, permission, { territoryId: 2 }), permission).toBe(false);
    expect(scopeOf(viewer, permission, 2).within).toEqual([]);
  }
});

test("a viewer of all territories reads each of them", () => {
  const viewer = nobodyWith({ role: "viewer", territoryId: "all", gridPath: "" });
  expect(readable.every((permission) => may(viewer, permission, { territoryId: 7 }))).toBe(true);
  expect(scopeOf(viewer, "incident.read", 7)).toEqual({ territoryId: 7 });
});

test("without a grant nothing is allowed", () => {
  const allowed = permissions.filter((permission) => may(nobodyWith(), permission));
  expect(allowed.every((permission) => PERMISSIONS[permission] === "anybody")).toBe(true);
});

test("a grid whose id begins with the digits of another is not below it", () => {
  const viewer = nobodyWith({ role: "leader", territoryId: 1, gridPath: "1/2" });
  expect(may(viewer, "incident.read", { territoryId: 1, gridPath: "1/2" })).toBe(true);
  expect(may(viewer, "incident.read", { territoryId: 1, gridPath: "1/2/9" })).toBe(true);
  expect(may(viewer, "incident.read", { territoryId: 1, gridPath: "1/23" })).toBe(false);
  expect(may(viewer, "incident.read", { territoryId: 1, gridPath: "1" })).toBe(false);
});

/** Each grid with its parent; the parent comes first, so there is no circle. */
const tree = fc
  .array(fc.nat(), { minLength: 1, maxLength: 12 })
  .map((picks) => picks.map((pick, i) => (i === 0 || pick % 4 === 0 ? null : pick % i)));

const ancestry = (parents: readonly (number | null)[], id: number): number[] => {
  const above = parents[id];
  return above === null || above === undefined ? [id] : [...ancestry(parents, above), id];
};
// Ids of several digits that begin alike: a comparison of text would confuse them.
const idOf = (index: number): number => 10 ** (index % 3) + index;
const pathOf = (parents: readonly (number | null)[], index: number): string =>
  ancestry(parents, index).map(idOf).join("/");

test("T55 the scope of several grants holds exactly what lies below one of them", () => {
  fc.assert(
    fc.property(tree, fc.array(fc.nat(), { maxLength: 3 }), (parents, picks) => {
      const roots = picks.map((pick) => pick % parents.length);
      const grants = roots.map((root): Grant => ({
        role: "leader",
        territoryId: 1,
        gridPath: pathOf(parents, root),
      }));
      const viewer = nobodyWith(...grants);
      const scope = scopeOf(viewer, "incident.read", 1);
      for (const index of parents.keys()) {
        const expected = ancestry(parents, index).some((above) => roots.includes(above));
        const gridPath = pathOf(parents, index);
        expect(may(viewer, "incident.read", { territoryId: 1, gridPath })).toBe(expected);
        expect(isInScope(scope, gridPath)).toBe(expected);
      }
      expect(isInScope(scope, "")).toBe(false);
    }),
    { seed: 55, numRuns: 500 },
  );
});

test("grants below one another are said once", () => {
  const on = (gridPath: string): Grant => ({ role: "leader", territoryId: 1, gridPath });
  expect(gridPathsOf(nobodyWith(on("1/2"), on("1"), on("3"), on("1")), "grid.read", 1)).toEqual(["1", "3"]);
  expect(gridPathsOf(nobodyWith(on("1/2"), on("")), "grid.read", 1)).toEqual([""]);
});

test("one grid holds all that somebody sees only where every grant lies in it", () => {
  const on = (gridPath: string, territoryId: Grant["territoryId"] = 1): Grant => ({
    role: "secretary",
    territoryId,
    gridPath,
  });
  const holding = (...grants: Grant[]) => soleGridOf(nobodyWith(...grants));
  expect(holding(on("1"))).toEqual({ territoryId: 1, gridId: 1 });
  expect(holding(on("1/2"), on("1/2/9"))).toEqual({ territoryId: 1, gridId: 2 });
  expect(holding(on("1/2"), on("1/3"))).toBeNull();
  expect(holding(on("1"), on("8", 2))).toBeNull();
  expect(holding(on("1"), on(""))).toBeNull();
  expect(holding(on("1"), on("", "all"))).toBeNull();
  expect(holding()).toBeNull();
});

test("every role stands in the table", () => {
  const named = new Set(permissions.flatMap((permission) => PERMISSIONS[permission]));
  for (const role of ROLES) expect(named).toContain(role);
});
