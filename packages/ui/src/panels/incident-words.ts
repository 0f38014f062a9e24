import type { Catalogue, Chain, GridTree, Incident, Label, NamedGrid } from "@getu/domain";
import type { MapTheme } from "@getu/layers";
import type { Format } from "../format.ts";

/** What it takes to put an incident into words. */
export type IncidentWords = {
  catalogue: Catalogue | null;
  tree: GridTree<NamedGrid>;
  /** Who answers at which level; null while it is on its way. */
  chain: Chain | null;
  format: Format;
  theme: MapTheme;
};

/** The category's name in the screen's language; its code when the catalogue does not know it (any more). */
export function categoryName(
  incident: Pick<Incident, "category">,
  catalogue: Catalogue | null,
  labelOf: (label: Label) => string,
): string {
  const category = catalogue?.categories.find(({ code }) => code === incident.category);
  return category ? labelOf(category.name) : incident.category;
}

/** Names from the coarsest to the finest grid that holds it; null outside every grid, dots while names are on their way. */
export function gridWords(gridId: NamedGrid["id"] | null, tree: GridTree<NamedGrid>): string | null {
  if (gridId === null) return null;
  const chain = tree.chainOf(gridId);
  const [finest, coarsest] = [chain[0], chain.at(-1)];
  if (!finest || !coarsest) return "…";
  return finest === coarsest ? finest.name : `${coarsest.name} · ${finest.name}`;
}

/** The same of the first of some grids that is known: of former ones, which have no names any more, only where all are. */
export function knownGridWords(
  gridIds: readonly (NamedGrid["id"] | null)[],
  tree: GridTree<NamedGrid>,
): string | null {
  const inside = gridIds.filter((id) => id !== null);
  const known = inside.find((id) => tree.chainOf(id).length > 0);
  return gridWords(known ?? inside[0] ?? null, tree);
}
