import type { Grant, Viewer } from "@getu/domain";
import { listGrantsOf, resumeSession } from "@getu/store";
import type { Db } from "@getu/store";
import type { FastifyRequest } from "fastify";
import type { Auth } from "./create-auth.ts";
import { findRequestDevice } from "./device-session.ts";
import { browserOf } from "./browser-of.ts";
import { identify } from "./identify.ts";

/** Who sends a request, and by which sign-in. */
export type Asking = { viewer: Viewer; sessionId: string | null };

/** Nobody stays signed in who was away for so long. */
const IDLE_MS = 2 * 3_600_000;

/** By this a request says whose it is: what waited on a phone is not to be taken as of somebody who has signed in since. */
const MEANT = "x-getu-person";

/** False when a request says whose it is and somebody else asks. */
const isMeant = ({ headers }: FastifyRequest, { caller }: Viewer): boolean =>
  headers[MEANT] === undefined || (caller.kind === "person" && caller.id === headers[MEANT]);

type ViewerOptions = {
  auth: Auth;
  db: Db;
  publicUrl: string;
  openGrants: () => Promise<readonly Grant[]>;
};

/**
 * Finds out who sends a request from the database as it is now: nothing of what somebody may do is remembered. What
 * everybody may read is for who has not signed in: a role gives what it gives, and nobody could tell what that is if
 * more were shown beside it.
 */
export function createViewerOf({ auth, db, publicUrl, openGrants }: ViewerOptions) {
  async function findPerson(request: FastifyRequest): Promise<Asking | null> {
    const found = await identify(auth, request.headers.cookie);
    if (!found) return null;
    const { personId: id, sessionId } = found;
    const from = { address: request.ip, browser: browserOf(request) };
    if ((await resumeSession(db, { id: sessionId, idleMs: IDLE_MS, from })) === "over") return null;
    return { viewer: { caller: { kind: "person", id }, grants: await listGrantsOf(db, id) }, sessionId };
  }

  async function findScreen(request: FastifyRequest): Promise<Asking | null> {
    const device = await findRequestDevice(db, request, publicUrl);
    if (!device) return null;
    const { id, grant } = device;
    return { viewer: { caller: { kind: "device", id }, grants: grant ? [grant] : [] }, sessionId: null };
  }

  const nobody = async (): Promise<Asking> => ({
    viewer: { caller: { kind: "nobody" }, grants: await openGrants() },
    sessionId: null,
  });

  return async (request: FastifyRequest): Promise<Asking> => {
    const asking = (await findPerson(request)) ?? (await findScreen(request)) ?? (await nobody());
    return isMeant(request, asking.viewer) ? asking : nobody();
  };
}
