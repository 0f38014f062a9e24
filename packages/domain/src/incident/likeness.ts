import { distanceMetres } from "@getu/geometry";
import { z } from "zod";
import type { Catalogue } from "./catalogue.ts";
import type { Incident } from "./incident.ts";

/** Two reports farther apart than this are two matters. */
export const LIKE_WITHIN_METRES = 200;

/** Two reports farther apart in time than this are two matters. */
export const LIKE_WITHIN_MS = 14 * 86_400_000;

/**
 * From so many of 100 points on an incident is shown to who takes a report: another area of work never gets there, and
 * another category of the same area only within days at the same spot.
 */
export const LIKE_FROM = 65;

const SAME_CATEGORY = 40;
const SAME_AREA = 15;
const AT_THE_PLACE = 40;
const AT_THE_TIME = 20;

/** How alike a report and an incident are, in points that add up to `points`: one readable line. */
export const likenessSchema = z.strictObject({
  /** 0 to 100 */
  points: z.int().min(0).max(100),
  category: z.strictObject({
    kind: z.enum(["same", "same-area", "other"]),
    points: z.int().min(0).max(SAME_CATEGORY),
  }),
  place: z.strictObject({ metres: z.number().nonnegative(), points: z.int().min(0).max(AT_THE_PLACE) }),
  time: z.strictObject({ apartMs: z.int().nonnegative(), points: z.int().min(0).max(AT_THE_TIME) }),
});

/** How alike a report and an incident are, in points. */
export type Likeness = z.infer<typeof likenessSchema>;

/** What of a report or an incident is compared. */
export type Matter = Pick<Incident, "category" | "position" | "occurredAt">;

/** Compares category, place and time; nearness counts in proportion, to nothing at the limits. */
export function likenessOf(a: Matter, b: Matter, catalogue: Catalogue): Likeness {
  const category = categoryLikeness(a.category, b.category, catalogue);
  const metres = distanceMetres(a.position, b.position);
  const place = { metres, points: share(metres, LIKE_WITHIN_METRES, AT_THE_PLACE) };
  const apartMs = Math.abs(Date.parse(a.occurredAt) - Date.parse(b.occurredAt));
  const time = { apartMs, points: share(apartMs, LIKE_WITHIN_MS, AT_THE_TIME) };
  return { points: category.points + place.points + time.points, category, place, time };
}

const share = (far: number, limit: number, most: number): number =>
  Math.round(most * Math.max(0, 1 - far / limit));

function categoryLikeness(a: string, b: string, { categories }: Catalogue): Likeness["category"] {
  if (a === b) return { kind: "same", points: SAME_CATEGORY };
  const areaOf = (wanted: string) => categories.find(({ code }) => code === wanted)?.area;
  const area = areaOf(a);
  if (area !== undefined && area === areaOf(b)) return { kind: "same-area", points: SAME_AREA };
  return { kind: "other", points: 0 };
}
