import { z } from "zod";
import { positionSchema } from "../grid/position.ts";

/** More households than these behind one address are a mistake of a file. */
const MOST_HOUSEHOLDS = 10_000;

/** Households that are visited together: an address with how many live there, and nobody's name. */
export const householdClusterSchema = z.strictObject({
  id: z.int().positive(),
  externalId: z.string().min(1),
  /** The address as people say it, e.g. a building. */
  name: z.string().min(1),
  households: z.int().min(1).max(MOST_HOUSEHOLDS),
  position: positionSchema,
  gridId: z.int().positive().nullable(),
});

/** Households that are visited together. */
export type HouseholdCluster = z.infer<typeof householdClusterSchema>;

/** Before it has an id and a grid. */
export type ClusterRecord = Omit<HouseholdCluster, "id" | "gridId">;
