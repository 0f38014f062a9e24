import type { Caller } from "@getu/domain";
import type { NewAuditEntry } from "@getu/store";
import type { Context } from "../context.ts";

/** Somebody as the audit log names them. */
export const nameOfCaller = (caller: Caller): string =>
  caller.kind === "nobody" ? "nobody" : `${caller.kind}:${caller.id}`;

/** Who does something, and from where: what every row of the log begins with. */
export const actorOf = ({ viewer, address }: Context): Pick<NewAuditEntry, "actor" | "address"> => ({
  actor: nameOfCaller(viewer.caller),
  address,
});

/** Whose a call is that needs `account.own`: the permission lets only persons through. */
export const ownId = ({ viewer }: Context): string =>
  viewer.caller.kind === "person" ? viewer.caller.id : "";
