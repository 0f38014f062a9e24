import type { Auth } from "./create-auth.ts";

/** Whose sign-in a cookie stands for. */
export type Identity = { personId: string; sessionId: string };

/** Whose sign-in a cookie header stands for, whether it still holds or not being asked elsewhere; null = nobody's. */
export async function identify(auth: Auth, cookie: string | undefined): Promise<Identity | null> {
  if (cookie === undefined) return null;
  const found = await auth.api.getSession({ headers: new Headers({ cookie }) });
  return found && { personId: found.user.id, sessionId: found.session.id };
}

/** The same for the cookies that an answer sets. */
export function identifyAnswer(auth: Auth, response: Response): Promise<Identity | null> {
  const pairs = response.headers.getSetCookie().map((cookie) => cookie.split(";")[0]!); // split gives at least one part
  return identify(auth, pairs.length === 0 ? undefined : pairs.join("; "));
}

/** Who has given the right password and owes a code, by the cookie that the library knows them by; null = nobody. */
export async function identifyHalfIn(auth: Auth, cookies: string | undefined): Promise<string | null> {
  const { createAuthCookie, internalAdapter } = await auth.$context;
  const start = `${createAuthCookie("two_factor").name}=`;
  const cookie = cookies?.split("; ").find((pair) => pair.startsWith(start));
  const identifier = /^[\w-]+/.exec(cookie?.slice(start.length) ?? "")?.[0]; // its signature comes behind a dot
  if (identifier === undefined) return null;
  return (await internalAdapter.findVerificationValue(identifier))?.value ?? null;
}
