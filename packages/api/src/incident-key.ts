import { writtenSchema } from "@getu/domain";
import { z } from "zod";

/** Ids of incidents. */
export const incidentIdSchema = z.int().positive();

/** Which incident. */
export type IncidentKey = { territoryId: number; id: number };

/** Drawn by the sender: the same delivery sent twice is one. */
export const keySchema = writtenSchema.min(1).max(200);
