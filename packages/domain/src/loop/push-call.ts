import { z } from "zod";
import { quietHoursSchema } from "./quiet-hours.ts";

/** Bytes in base64url without padding. */
const bytesSchema = (length: number) =>
  z
    .string()
    .regex(new RegExp(`^[\\w-]{${Math.ceil((length * 4) / 3)}}$`), `must be ${length} bytes in base64url`);

/** Where a phone can be called, by the names that browsers give it: its address, public key and secret. */
export const pushAddressSchema = z.strictObject({
  endpoint: z.url().max(1000),
  p256dh: bytesSchema(65),
  auth: bytesSchema(16),
});

/** What a phone says when its owner wants to be called on it. */
export const pushWishSchema = pushAddressSchema.extend({ quiet: quietHoursSchema });

/**
 * What a call says: how much of one's work waits to be accepted or is late, and how much of that is new. Nothing of what
 * it is about: it passes through the house of whoever made the browser, and lies on a locked screen.
 */
export type PushCall = { pressing: number; fresh: number };
