import { z } from "zod";
import type { PlanGrid } from "./plan-grid.ts";
import { gridsThatStand } from "./plan.ts";
import type { Plan } from "./plan.ts";

/** What is said of a grid beside its outline. */
export const RECORD_FIELDS = ["code", "name", "parent", "leader", "households"] as const;

/** One thing that is said of a grid. */
export type RecordField = (typeof RECORD_FIELDS)[number];

/** What is said, a parent by its name; null = nothing. */
const saidSchema = z.union([z.string(), z.int().nonnegative()]).nullable();

const namedGridSchema = z.strictObject({ code: z.string(), name: z.string() });

/** A grid as people call it. */
export type NamedGrid = z.infer<typeof namedGridSchema>;

/** A grid that comes, goes, or of which something else is said. */
export const recordChangeSchema = z.strictObject({
  grid: z.int().positive(),
  /** As it will be called; one that goes as it was. */
  code: z.string(),
  name: z.string(),
  fate: z.enum(["stays", "new", "goes"]),
  /** Of one that stays: what is said now beside what will be. */
  fields: z.array(z.strictObject({ field: z.enum(RECORD_FIELDS), before: saidSchema, after: saidSchema })),
  /** Whose ground one that is new takes, and who takes that of one that goes; the most of it first. */
  shares: z.array(namedGridSchema),
});

/** A grid that comes, goes, or of which something else is said. */
export type RecordChange = z.infer<typeof recordChangeSchema>;

/** Ground that goes from one grid to another; below 1 = nobody. */
type Moved = { readonly from: number; readonly to: number; readonly areaSquareMetres: number };

type Plans = { readonly before: Plan; readonly after: Plan };

/** Every grid of any tier that comes, goes, or of which something else is said: the coarsest tier first, then by code. */
export function listRecordChanges(plans: Plans, moved: readonly Moved[]): RecordChange[] {
  const [old, now] = [gridsThatStand(plans.before), gridsThatStand(plans.after)];
  const ids = [...new Set([...old.keys(), ...now.keys()])];
  const changes = ids.flatMap((id) => {
    const [was, is] = [old.get(id), now.get(id)];
    const { tier, code, name } = (is ?? was)!; // an id comes from one of them
    const fields = was && is ? differences(plans, was, is) : [];
    if (was && is && fields.length === 0) return [];
    const fate: RecordChange["fate"] = !was ? "new" : is ? "stays" : "goes";
    return [{ tier, grid: id, code, name, fate, fields, shares: sharesOf(plans, moved, { id, fate }) }];
  });
  return changes.sort(inOrder).map((change) => {
    const { tier: _, ...told } = change;
    return told;
  });
}

type Ordered = { tier: number; code: string };

const inOrder = (one: Ordered, other: Ordered): number =>
  one.tier - other.tier || one.code.localeCompare(other.code, "en", { numeric: true });

function differences({ before, after }: Plans, was: PlanGrid, is: PlanGrid): RecordChange["fields"] {
  const parents = was.parentId === is.parentId ? null : parentsOf(before.grids, after.grids, { was, is });
  const said = [
    { field: "code", before: was.code, after: is.code },
    { field: "name", before: was.name, after: is.name },
    ...(parents ? [{ field: "parent", ...parents } as const] : []),
    { field: "leader", before: was.leaderName, after: is.leaderName },
    // An estimate that nobody gave is no word about the grid: it stands among the numbers.
    ...(is.householdsEstimated
      ? []
      : [{ field: "households", before: householdsText(was), after: is.households } as const]),
  ] as const;
  return said.filter(({ field, before: old, after: now }) => field === "parent" || old !== now);
}

const householdsText = ({ households, householdsEstimated }: PlanGrid): number | string | null =>
  householdsEstimated ? `≈${households}` : households;

type Grids = Plan["grids"];

/** Two parents of one name are told apart by their codes. */
function parentsOf(before: Grids, after: Grids, { was, is }: { was: PlanGrid; is: PlanGrid }) {
  const [old, now] = [before.get(was.parentId ?? 0), after.get(is.parentId ?? 0)];
  const word = old?.name === now?.name ? "code" : "name";
  return { before: old?.[word] ?? null, after: now?.[word] ?? null };
}

type Fated = { id: number; fate: RecordChange["fate"] };

function sharesOf({ before, after }: Plans, moved: readonly Moved[], { id, fate }: Fated): NamedGrid[] {
  if (fate === "stays") return [];
  const [own, other, grids] =
    fate === "new" ? (["to", "from", before.grids] as const) : (["from", "to", after.grids] as const);
  const taken = Map.groupBy(
    moved.filter((area) => area[own] === id),
    (area) => area[other],
  );
  const shares = [...taken].map(([grid, areas]) => ({
    grid: grids.get(grid),
    area: areas.reduce((sum, { areaSquareMetres }) => sum + areaSquareMetres, 0),
  }));
  return shares
    .sort((one, next) => next.area - one.area)
    .flatMap(({ grid }) => (grid ? [{ code: grid.code, name: grid.name }] : []));
}
