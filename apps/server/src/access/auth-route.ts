import { toTrpcError } from "@getu/api";
import type { AuditAction } from "@getu/domain";
import { recordAudit } from "@getu/store";
import type { Db } from "@getu/store";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { AUTH_CALLS, isAuthCall } from "./auth-calls.ts";
import type { AuthCall } from "./auth-calls.ts";
import { passCookies, toAuthRequest } from "./auth-request.ts";
import { browserOf } from "./browser-of.ts";
import { AUTH_PATH, CODE_LOCK, OIDC_PROVIDER } from "./create-auth.ts";
import type { Auth } from "./create-auth.ts";
import { identify, identifyAnswer, identifyHalfIn } from "./identify.ts";
import type { Identity } from "./identify.ts";
import { guardSignIn } from "./sign-in-guard.ts";

/** What the door needs: the library, the database its rows and the log are in, our own address. */
export type AuthRouteOptions = { auth: Auth; db: Db; publicUrl: string };

/** What an answer of the library means to the log; `asked` is who was signed in before. */
function actionOf(call: AuthCall, asked: Identity | null): AuditAction | null {
  const isSignedIn = asked !== null;
  const actions = {
    "/sign-in/username": "sign-in",
    "/sign-in/social": null,
    "/sign-out": "sign-out",
    "/change-password": "password.changed",
    "/two-factor/enable": null,
    "/two-factor/disable": "second-factor.off",
    "/two-factor/verify-totp": isSignedIn ? "second-factor.on" : "sign-in",
    "/two-factor/verify-backup-code": "sign-in",
  } as const satisfies Record<AuthCall, AuditAction | null>;
  return actions[call];
}

/** What a screen may know of the library's answer: never the session's token. */
type Told = { twoFactorRedirect?: boolean; totpURI?: string; backupCodes?: string[]; url?: string };

const toldOf = ({ twoFactorRedirect, totpURI, backupCodes, url }: Told): Told => ({
  ...(twoFactorRedirect === true && { twoFactorRedirect }),
  ...(totpURI !== undefined && { totpURI, backupCodes: backupCodes ?? [] }),
  ...(url != null && { url }),
});

/** One answer for every wrong name, password and code, and for a closed account; what is our own fault stays one. */
async function demandSuccess(response: Response): Promise<void> {
  if (response.ok) return;
  // The lock of the second factor does not say how long it lasts still.
  const wait = Number(response.headers.get("x-retry-after") ?? CODE_LOCK.durationSeconds);
  if (response.status === 429) throw toTrpcError({ code: "TOO_MANY_ATTEMPTS", retryAfterSeconds: wait });
  const { code } = (await response.json().catch(() => ({}))) as { code?: string };
  const isClosed = code === "FAILED_TO_CREATE_SESSION";
  if (response.status >= 500 && !isClosed) throw new Error(`sign-in failed: ${code ?? response.status}`);
  throw toTrpcError({ code: "SIGN_IN_REFUSED" });
}

/** Where people sign in and out; what is not in `AUTH_CALLS` does not exist. */
export function installAuth(app: FastifyInstance, { auth, db, publicUrl }: AuthRouteOptions): void {
  const signIn = (request: FastifyRequest, body: { username: string }): Promise<Response> =>
    guardSignIn(db, { username: body.username, request }, () =>
      auth.handler(toAuthRequest(request, { publicUrl, body })),
    );

  const log = (action: AuditAction, who: Identity | null, request: FastifyRequest): Promise<number> =>
    recordAudit(db, {
      actor: who ? `person:${who.personId}` : "nobody",
      action,
      address: request.ip,
      facts: { browser: browserOf(request) },
    });

  /** Nobody until the code is right, but it is known at whose account they try. */
  function logWrongCode(halfIn: string | null, asked: Identity | null, request: FastifyRequest) {
    const personId = asked?.personId ?? halfIn;
    return recordAudit(db, {
      actor: asked ? `person:${asked.personId}` : "nobody",
      action: "sign-in.failed",
      subject: personId === null ? null : `person:${personId}`,
      address: request.ip,
      facts: { step: "code" },
    });
  }

  async function answer(call: AuthCall, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const body = AUTH_CALLS[call].parse(request.body ?? {});
    const asked = await identify(auth, request.headers.cookie);
    const isCode = call === "/two-factor/verify-totp" || call === "/two-factor/verify-backup-code";
    const halfIn = isCode ? await identifyHalfIn(auth, request.headers.cookie) : null; // what it stands for is used up
    const response =
      call === "/sign-in/username"
        ? await signIn(request, AUTH_CALLS[call].parse(body))
        : await auth.handler(toAuthRequest(request, { publicUrl, body }));
    if (isCode && !response.ok && response.status !== 429) await logWrongCode(halfIn, asked, request);
    passCookies(response, reply);
    await demandSuccess(response);
    const told = toldOf((await response.json()) as Told);
    const action = actionOf(call, asked);
    const who = asked ?? (await identifyAnswer(auth, response));
    if (action !== null && who !== null) await log(action, who, request);
    return reply.header("cache-control", "no-store").send(told);
  }

  app.post(`${AUTH_PATH}/*`, (request, reply) => {
    const path = request.url.slice(AUTH_PATH.length).split("?")[0] ?? "";
    if (!isAuthCall(path)) throw toTrpcError({ code: "ROUTE_NOT_FOUND" });
    return answer(path, request, reply);
  });

  app.get(`${AUTH_PATH}/callback/${OIDC_PROVIDER}`, async (request, reply) => {
    const response = await auth.handler(toAuthRequest(request, { publicUrl }));
    passCookies(response, reply);
    const who = await identifyAnswer(auth, response);
    if (who) await log("sign-in", who, request);
    return reply
      .code(302)
      .header("location", response.headers.get("location") ?? "/desk/")
      .send();
  });
}
