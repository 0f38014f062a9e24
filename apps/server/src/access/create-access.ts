import { readAccessEpoch } from "@getu/store";
import type { Db } from "@getu/store";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { createAccessWatch } from "./access-watch.ts";
import type { AccessWatch } from "./access-watch.ts";
import { installAuth } from "./auth-route.ts";
import { createAuth } from "./create-auth.ts";
import type { Auth, AuthSettings } from "./create-auth.ts";
import { installDeviceSession } from "./device-session.ts";
import { createOpenReading } from "./open-reading.ts";
import type { OpenReading } from "./open-reading.ts";
import { installWallPairing } from "./wall-pairing.ts";
import { installWallReport } from "./wall-report.ts";
import { createViewerOf } from "./viewer-of.ts";
import type { Asking } from "./viewer-of.ts";

/** Who comes in, by which doors, and when they must leave. */
export type Access = {
  viewerOf(request: FastifyRequest): Promise<Asking>;
  /** The same for what is open already, over connections that no request can take. */
  viewerAgain(request: FastifyRequest): Promise<Asking>;
  watch: AccessWatch["watch"];
  /** Opens the doors: sign-in for people, hand-over of tokens for screens. */
  install(app: FastifyInstance): void;
  stop(): void;
};

type AccessSettings = AuthSettings & {
  openReading: OpenReading;
  /** Where it is looked up whether rights have changed. */
  liveDb: Db;
  /** Where those whose streams are open are looked up again. */
  rightsDb: Db;
  onError: (error: unknown) => void;
};

/** Accounts, screens and what everybody may read, over one database. */
export function createAccess(db: Db, settings: AccessSettings): Access {
  const { publicUrl, openReading, liveDb, rightsDb, onError } = settings;
  const auth = createAuth(db, settings);
  const viewerOver = (over: Db, by: Auth) =>
    createViewerOf({ auth: by, db: over, publicUrl, openGrants: createOpenReading(over, openReading) });
  const watch = createAccessWatch({ readEpoch: () => readAccessEpoch(liveDb), onError });
  return {
    viewerOf: viewerOver(db, auth),
    viewerAgain: viewerOver(rightsDb, createAuth(rightsDb, { ...settings, oidc: null })), // nobody signs in over it
    watch: (watched) => watch.watch(watched),
    stop: () => watch.stop(),
    install(app) {
      installAuth(app, { auth, db, publicUrl });
      installDeviceSession(app, { db, publicUrl });
      installWallPairing(app, { db, publicUrl });
      installWallReport(app, { db, publicUrl });
    },
  };
}
