import { z } from "zod";
import { writtenSchema } from "../incident/storable-text.ts";

/** What people ask for on a visit beside what is an incident: a demand (诉求), or a micro-wish (微心愿) that somebody may grant. */
export const NEED_KINDS = ["demand", "wish"] as const;

/** What people ask for on a visit. */
export type NeedKind = (typeof NEED_KINDS)[number];

/** A need is open until it has its answer. */
export const NEED_STATES = ["open", "done"] as const;

/** Whether a need has its answer. */
export type NeedState = (typeof NEED_STATES)[number];

/** What an answer to a need may be. */
export const needAnswerTextSchema = writtenSchema.min(1).max(2000);

/** Words that go when they have been kept long enough; null = they have. */
const keptWordsSchema = z.string().nullable();

/** What somebody answered, when by the database, and who; null = somebody without an account. */
const saidSchema = z.strictObject({
  text: keptWordsSchema,
  at: z.iso.datetime(),
  by: z.string().nullable(),
});

/** A demand or a micro-wish with its answer. */
export const needSchema = z.strictObject({
  id: z.int().positive(),
  kind: z.enum(NEED_KINDS),
  text: keptWordsSchema,
  cluster: z.strictObject({
    id: z.int().positive(),
    name: z.string(),
    gridId: z.int().positive().nullable(),
  }),
  /** When it came in, by the database, and who brought it; null = somebody without an account. */
  openedAt: z.iso.datetime(),
  openedBy: z.string().nullable(),
  /** What counts now, and what it corrects, the oldest first; null = it is open. */
  answer: saidSchema.extend({ earlier: z.array(saidSchema) }).nullable(),
});

/** A demand or a micro-wish with its answer. */
export type Need = z.infer<typeof needSchema>;
