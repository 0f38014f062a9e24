import type { Context } from "@getu/api";
import { recordAudit } from "@getu/store";
import type { NewAuditEntry } from "@getu/store";
import { limitCaller } from "../http/limit-address.ts";

const EXPORTS_PER_HOUR = { action: "export", most: 60, windowSeconds: 3600 };

const nameOf = ({ viewer: { caller } }: Context): string =>
  caller.kind === "nobody" ? caller.kind : `${caller.kind}:${caller.id}`;

/** Throws what a caller hears who takes too much out of the house in an hour. */
export const limitExports = (context: Context): Promise<void> =>
  limitCaller(context.db, EXPORTS_PER_HOUR, nameOf(context));

/** Writes down that somebody takes something out of the house, and how much of what. */
export const keepTrace = (
  context: Context,
  territoryId: number,
  facts: NonNullable<NewAuditEntry["facts"]>,
): Promise<number> =>
  recordAudit(context.db, {
    actor: nameOf(context),
    address: context.address,
    action: "export",
    territoryId,
    facts,
  });
