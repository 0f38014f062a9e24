import { z } from "zod";

/** What the reporter of an incident said of one of its closings. */
export const caseRatingSchema = z.strictObject({
  closedAt: z.date(),
  rating: z.literal([1, 2, 3, 4, 5]),
  reason: z.string().nullable(),
  ratedAt: z.date(),
});

/** What the reporter of an incident said of one of its closings. */
export type CaseRating = z.infer<typeof caseRatingSchema>;
