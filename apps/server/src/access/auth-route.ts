import { toTrpcError } from "@getu/api";
import type { AuditAction } from "@getu/domain";
import { recordAudit } from "@getu/store";
import type { Db } from "@getu/store";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { AUTH_CALLS, isAuthCall } from "./auth-calls.ts";
import type { AuthCall } from "./auth-calls.ts";
import { passCookies, toAuthRequest } from "./auth-request.ts";
import { browserOf } from "./browser-of.ts";
import { AUTH_PATH, OIDC_PROVIDER } from "./create-auth.ts";
import type { Auth } from "./create-auth.ts";
import { identify, identifyAnswer, identifyHalfIn } from "./identify.ts";
import type { Identity } from "./identify.ts";
import { guardKnownTry, guardSignIn } from "./sign-in-guard.ts";
import type { KnownTry } from "./sign-in-guard.ts";

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

/** What of a call may be a wrong guess of somebody who is known already; null = nothing. */
const GUESSED = {
  "/sign-in/username": null,
  "/sign-in/social": null,
  "/sign-out": null,
  "/change-password": "password",
  "/two-factor/enable": "password",
  "/two-factor/disable": "password",
  "/two-factor/verify-totp": "code",
  "/two-factor/verify-backup-code": "code",
} as const satisfies Record<AuthCall, KnownTry["what"] | null>;

/** A guess on its way, and who was signed in when it came. */
type Guess = { what: KnownTry["what"]; request: FastifyRequest; asked: Identity | null };

/** One answer for every wrong name, password and code, and for a closed account; what is our own fault stays one. */
async function demandSuccess(response: Response): Promise<void> {
  if (response.ok) return;
  const wait = Number(response.headers.get("x-retry-after") ?? 60); // the library says how long, where it counts
  if (response.status === 429) throw toTrpcError({ code: "TOO_MANY_ATTEMPTS", retryAfterSeconds: wait });
  const { code } = (await response.json().catch(() => ({}))) as { code?: string };
  const isClosed = code === "FAILED_TO_CREATE_SESSION";
  if (response.status >= 500 && !isClosed) throw new Error(`sign-in failed: ${code ?? response.status}`);
  throw toTrpcError({ code: "SIGN_IN_REFUSED" });
}

/** Where people sign in and out; what is not in `AUTH_CALLS` does not exist. */
export function installAuth(app: FastifyInstance, { auth, db, publicUrl }: AuthRouteOptions): void {
  const log = (action: AuditAction, who: Identity | null, request: FastifyRequest): Promise<number> =>
    recordAudit(db, {
      actor: who ? `person:${who.personId}` : "nobody",
      action,
      address: request.ip,
      facts: { browser: browserOf(request) },
    });

  /** Nobody until the code is right, but it is known at whose account they try. */
  const logWrongCode = (action: AuditAction, { request, asked }: Guess, personId: string | null) =>
    recordAudit(db, {
      actor: asked ? `person:${asked.personId}` : "nobody",
      action,
      subject: personId === null ? null : `person:${personId}`,
      address: request.ip,
      facts: { step: "code" },
    });

  /** Lets a guess be tried as often as that may be. */
  async function tryGuess(guess: Guess, tryIt: () => Promise<Response>): Promise<Response> {
    const { what, request, asked } = guess;
    // What a cookie stands for is used up by the right code.
    const halfIn = what === "code" ? await identifyHalfIn(auth, request.headers.cookie) : null;
    const personId = asked?.personId ?? halfIn;
    const guarded = personId === null ? null : await guardKnownTry(db, { what, personId }, tryIt);
    const { response, isLast } = guarded ?? { response: await tryIt(), isLast: false };
    if (what === "code" && !response.ok && response.status !== 429)
      await logWrongCode(isLast ? "sign-in.locked" : "sign-in.failed", guess, personId);
    return response;
  }

  async function answer(call: AuthCall, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const body = AUTH_CALLS[call].parse(request.body ?? {});
    const asked = await identify(auth, request.headers.cookie);
    const tryIt = (): Promise<Response> => auth.handler(toAuthRequest(request, { publicUrl, body }));
    const what = GUESSED[call];
    const tryCall = what === null ? tryIt : () => tryGuess({ what, request, asked }, tryIt);
    const response =
      call === "/sign-in/username"
        ? await guardSignIn(db, { username: AUTH_CALLS[call].parse(body).username, request }, tryIt)
        : await tryCall();
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
