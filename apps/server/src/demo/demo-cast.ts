import type { Actor, Grid, Person } from "@getu/domain";
import type { Cast } from "@getu/sample";

/** Somebody of the demo street without an account. */
const nameless = (role: "dispatcher" | "secretary" | "leader", gridPath: string): Actor => ({
  id: `demo:${role}`,
  role,
  gridPath,
});

/** The grid path of every grid, by its id. */
export function pathsOf(grids: readonly Grid[]): Map<number, string> {
  const parentOf = new Map(grids.map(({ id, parentId }) => [id, parentId]));
  const pathOf = (id: number): string => {
    const parent = parentOf.get(id) ?? null;
    return parent === null ? String(id) : `${pathOf(parent)}/${id}`;
  };
  return new Map(grids.map(({ id }) => [id, pathOf(id)]));
}

/** Who acts in the histories of the demo street: whoever has an account where there is one, else somebody without. */
export function demoCastOf(people: readonly Person[], paths: ReadonlyMap<number, string>): Cast {
  const held = people.flatMap(({ id, grants }) =>
    grants.map(({ role, gridId }): [string, Actor] => {
      const gridPath = gridId === null ? "" : (paths.get(gridId) ?? "");
      return [`${role} ${gridPath}`, { id: `person:${id}`, role, gridPath }];
    }),
  );
  const known = new Map(held);
  const find = (role: "dispatcher" | "secretary" | "leader", gridPath: string): Actor =>
    known.get(`${role} ${gridPath}`) ?? nameless(role, gridPath);
  return {
    dispatcher: find("dispatcher", ""),
    secretaryOf: (gridPath) =>
      known.get(`secretary ${gridPath}`) ?? find("secretary", gridPath.split("/")[0]!), // split gives at least one part
    leaderOf: (gridPath) => find("leader", gridPath),
  };
}
