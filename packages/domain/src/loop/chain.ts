import { z } from "zod";
import { deadlineRuleSchema } from "../incident/catalogue.ts";
import { labelSchema } from "../label.ts";

/** One level of the chain of responsibility: its name, and how long it may take to accept and to settle. */
const levelSchema = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9-]*$/),
  name: labelSchema,
  /** How long whoever is asked at this level may take to accept. */
  acceptWithin: deadlineRuleSchema,
  /** How long this level has for what reaches it late, before it climbs on. */
  settleWithin: deadlineRuleSchema,
});

/**
 * The chain of responsibility, highest level first. Level 0 answers for the territory, level 1 for a grid of the
 * coarsest tier and so on; levels below the finest grid (a member household) share its path.
 */
export const chainSchema = z.strictObject({
  source: z.string().min(1),
  date: z.iso.date(),
  levels: z.array(levelSchema).min(1).max(8),
});

/** The chain of responsibility, highest level first. */
export type Chain = z.infer<typeof chainSchema>;

/** Ids of grids from the coarsest down, joined by `/`; empty for the whole territory. */
const gridPathSchema = z.string().regex(/^(\d+(\/\d+)*)?$/);

/** Who answers: a level of the chain and the path of the grid it answers for. */
export const dutySchema = z.strictObject({ level: z.int().min(0).max(7), gridPath: gridPathSchema });

/** Who answers: a level of the chain (0 = highest) and the path of the grid it answers for. */
export type Duty = z.infer<typeof dutySchema>;

const gridsOf = (gridPath: string): string[] => (gridPath === "" ? [] : gridPath.split("/"));

/** The duty that a grid path stands for: the level of its finest grid, or the lowest level of a shorter chain. */
export function dutyAt(gridPath: string, chain: Chain): Duty {
  const grids = gridsOf(gridPath).slice(0, chain.levels.length - 1);
  return { level: grids.length, gridPath: grids.join("/") };
}

/** True when the chain has the duty's level for such a path: that of its finest grid, or one below it. */
export const hasLevel = ({ level, gridPath }: Duty, { levels }: Chain): boolean =>
  level >= gridsOf(gridPath).length && level < levels.length;

/** The duty one level up, which answers for the grid around; null at the top. */
export function dutyAbove({ level, gridPath }: Duty): Duty | null {
  if (level === 0) return null;
  return {
    level: level - 1,
    gridPath: gridsOf(gridPath)
      .slice(0, level - 1)
      .join("/"),
  };
}

/** Every duty that answers for a grid path, the finest first and the top last. */
export function dutiesOf(gridPath: string, chain: Chain): Duty[] {
  const duties: Duty[] = [];
  for (let duty: Duty | null = dutyAt(gridPath, chain); duty; duty = dutyAbove(duty)) duties.push(duty);
  return duties;
}

/** The duty at a level, seen from one at the same level or below it. */
export function dutyUpTo(duty: Duty, level: number): Duty {
  let found = duty;
  for (let above = dutyAbove(found); above && above.level >= level; above = dutyAbove(found)) found = above;
  return found;
}
