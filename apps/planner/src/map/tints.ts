import { adjacencyOf, colourAreas } from "@getu/editor";
import type { Colouring } from "@getu/editor";
import { createGridTree } from "@getu/domain";
import type { Plan } from "@getu/domain/redraw";

/** Hue by community: after Okabe and Ito, told apart by every kind of colour vision; grey is the ground's. */
const HUES = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#b8a800"] as const;

/** Lightness by grid: how much of the hue is left beside white. */
const SHARES = [0.75, 0.42, 0.58, 0.3, 0.66, 0.5] as const;

/** How far the ground is seen through a tint. */
export const TINT_OPACITY = 0.55;

/** Numbers of hues by coarsest grid and of lightnesses by grid: kept, so that an edit recolours nothing far away. */
export type Tinting = { readonly hues: Colouring; readonly shades: Colouring };

/** Neighbouring grids differ, and so do neighbouring communities. */
export function tintPlan(plan: Plan, previous: Tinting | null): Tinting {
  const adjacency = adjacencyOf(plan.partition);
  const top = topOf(plan);
  const communities = new Map<number, Set<number>>();
  for (const [id, neighbours] of adjacency) {
    const own = top(id);
    const around = communities.get(own) ?? new Set<number>();
    communities.set(own, around);
    for (const other of neighbours) if (top(other) !== own) around.add(top(other));
  }
  const links = new Map([...communities].map(([id, around]) => [id, [...around]]));
  return { hues: colourAreas(links, previous?.hues), shades: colourAreas(adjacency, previous?.shades) };
}

/** The coarsest grid above a grid, or itself. */
function topOf({ grids }: Pick<Plan, "grids">): (id: number) => number {
  const tree = createGridTree([...grids.values()]);
  return (id) => tree.chainOf(id).at(-1)?.id ?? id;
}

/** The colour of each grid. */
export function fillsOf(plan: Pick<Plan, "grids">, { hues, shades }: Tinting): Map<number, string> {
  const top = topOf(plan);
  return new Map(
    [...shades].map(([id, shade]) => {
      const hue = HUES[(hues.get(top(id)) ?? 0) % HUES.length] ?? HUES[0];
      return [id, mixWithWhite(hue, SHARES[shade % SHARES.length] ?? SHARES[0])];
    }),
  );
}

function mixWithWhite(hex: string, share: number): string {
  const channels = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  const mixed = channels.map((channel) => Math.round(255 - share * (255 - channel)));
  return `rgb(${mixed.join(",")})`;
}
