import { z } from "zod";

/** A territory's or grid's id in an address: plain digits, so that one thing has one address, and no more than the database holds. */
export const idTextSchema = z
  .string()
  .regex(/^[1-9]\d{0,9}$/)
  .transform(Number)
  .pipe(z.int32());
