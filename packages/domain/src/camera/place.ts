import { z } from "zod";
import { positionSchema } from "../grid/position.ts";

/** What stands on the map beside cameras (brief: "What stands on the map"). */
export const PLACE_KINDS = [
  "police-room",
  "mediation-room",
  "legal-service",
  "security-post",
  "service-post",
  "day-care",
  "children-room",
  "library",
  "gym",
  "notice-board",
  "pavilion",
  "charging-pile",
  "waste-collection",
  "waste-transfer",
  "other",
] as const;

/** The kind of a place. */
export type PlaceKind = (typeof PLACE_KINDS)[number];

/** A place that serves residents, with how to reach it. */
export const placeSchema = z.strictObject({
  id: z.int().positive(),
  externalId: z.string().min(1),
  name: z.string().min(1),
  kind: z.enum(PLACE_KINDS),
  position: positionSchema,
  /** The office's own number, never a person's. */
  telephone: z.string().nullable(),
  /** OpenStreetMap `opening_hours` syntax, e.g. `24/7` or `Mo-Fr 08:00-18:00`. */
  openingHours: z.string().nullable(),
  staffOnDuty: z.int().nonnegative().nullable(),
  gridId: z.int().positive().nullable(),
});

/** A place that serves residents. */
export type Place = z.infer<typeof placeSchema>;
