import { z } from "zod";
import { labelSchema } from "../label.ts";
import { ROLES } from "./permissions.ts";
import { lineSchema } from "../incident/storable-text.ts";

/** Roles that a person can be given; `device` is for screens alone. */
export const personRoleSchema = z.enum(ROLES).exclude(["device"]);

/** Where a role is to hold; no territory = everywhere, no grid = the whole territory. */
export const grantPlaceSchema = z.strictObject({
  territoryId: z.int32().positive().nullable(),
  gridId: z.int32().positive().nullable(),
});

/** Where a role is to hold. */
export type GrantPlace = z.infer<typeof grantPlaceSchema>;

/** A role somebody holds, with the names of its place as they are now. */
const heldGrantSchema = z.strictObject({
  id: z.int().positive(),
  role: personRoleSchema,
  ...grantPlaceSchema.shape,
  territoryName: labelSchema.nullable(),
  gridName: z.string().nullable(),
});

/** A role somebody holds. */
export type HeldGrant = z.infer<typeof heldGrantSchema>;

/** Names that people sign in with: letters, digits, dots and underscores, as the accounts of an office are. */
export const usernameSchema = z
  .string()
  .min(3)
  .max(30)
  .regex(/^[a-zA-Z0-9_.]+$/);

/** Shorter ones are guessed, longer ones cost the server time. */
export const passwordSchema = z.string().min(10).max(128);

/** A name, as colleagues know a person or a screen by. */
export const shownNameSchema = lineSchema.max(60);

/** Why somebody does what has to be answered for. */
export const reasonSchema = lineSchema.max(200);

/** Ids that the server makes for people and their sign-ins. */
export const accountIdSchema = z.string().regex(/^[A-Za-z0-9_-]{1,100}$/);

/** Somebody with an account. */
export const personSchema = z.strictObject({
  id: z.string(),
  username: z.string().nullable(),
  name: z.string(),
  isDisabled: z.boolean(),
  hasSecondFactor: z.boolean(),
  createdAt: z.iso.datetime(),
  grants: z.array(heldGrantSchema),
});

/** Somebody with an account. */
export type Person = z.infer<typeof personSchema>;

/** Somebody as a list shows them: with what the one who asked may do about the account, and about each role. */
export const listedPersonSchema = personSchema.extend({
  mayManage: z.boolean(),
  grants: z.array(heldGrantSchema.extend({ mayTake: z.boolean() })),
  /** What somebody held last who holds nothing any more, for who administers its place; null = not so, or not theirs to know. */
  lastGrant: heldGrantSchema.nullable(),
});

/** Somebody as a list shows them. */
export type ListedPerson = z.infer<typeof listedPersonSchema>;

/** A sign-in that holds. */
export const sessionSchema = z.strictObject({
  id: z.string(),
  isCurrent: z.boolean(),
  createdAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  address: z.string().nullable(),
  browser: z.string().nullable(),
  /** Where it was first used by a browser of another kind than it began with: its cookie may have been taken. */
  elsewhere: z
    .strictObject({ at: z.iso.datetime(), address: z.string().nullable(), browser: z.string().nullable() })
    .nullable(),
});

/** A sign-in that holds. */
export type SignIn = z.infer<typeof sessionSchema>;

/** A screen's token; the token itself is shown once and kept nowhere. */
export const deviceTokenSchema = z.strictObject({
  id: z.int().positive(),
  name: z.string(),
  territoryId: z.int().positive(),
  gridId: z.int().positive().nullable(),
  gridName: z.string().nullable(),
  createdAt: z.iso.datetime(),
  isRevoked: z.boolean(),
});

/** A screen's token. */
export type DeviceToken = z.infer<typeof deviceTokenSchema>;
