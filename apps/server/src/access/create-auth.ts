import type { Db } from "@getu/store";
import { isDisabled } from "@getu/store";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { betterAuth } from "better-auth/minimal";
import { genericOAuth } from "better-auth/plugins/generic-oauth";
import { twoFactor } from "better-auth/plugins/two-factor";
import { username } from "better-auth/plugins/username";

/** A directory of the office's own that signs people in (OpenID Connect). */
export type OidcSettings = { discoveryUrl: string; clientId: string; clientSecret: string };

/** What the library that knows who somebody is must be told. */
export type AuthSettings = {
  secret: string;
  /** The address people reach the server by; cookies are held to it when it is https. */
  publicUrl: string;
  oidc: OidcSettings | null;
};

/** Where the library answers. */
export const AUTH_PATH = "/auth";

/** The name of the office's directory in addresses. */
export const OIDC_PROVIDER = "office";

/** Carries the address that the server itself has seen; what a caller sends under this name is thrown away. */
export const ADDRESS_HEADER = "x-getu-address";

/** Nobody stays signed in for longer than a long shift, whatever they do. */
const LONGEST_SESSION_SECONDS = 12 * 3600;

/** Longer than any clock takes a code: it is shown for thirty seconds, and taken as long before and after. */
const CODE_KEPT_MS = 180_000;

const oidcPlugin = ({ discoveryUrl, clientId, clientSecret }: OidcSettings) =>
  genericOAuth({
    config: [
      {
        providerId: OIDC_PROVIDER,
        discoveryUrl,
        clientId,
        clientSecret,
        pkce: true,
        scopes: ["openid", "profile", "email"],
      },
    ],
  });

/** The cookie's name forbids any other host or path to set it, where the connection allows such names. */
function cookies(publicUrl: string) {
  const secure = publicUrl.startsWith("https:");
  return {
    useSecureCookies: false, // the library's own prefix is weaker than __Host-
    cookiePrefix: secure ? "__Host-getu" : "getu",
    defaultCookieAttributes: { secure, sameSite: "lax", httpOnly: true, path: "/" },
  } as const;
}

/** Says who somebody is, and nothing about what they may do. Few plugins: each is a door. */
export function createAuth(db: Db, { secret, publicUrl, oidc }: AuthSettings) {
  return betterAuth({
    appName: "Getu",
    baseURL: publicUrl,
    basePath: AUTH_PATH,
    secret,
    database: prismaAdapter(db.prisma, { provider: "postgresql" }),
    // The host has been checked against our own names, and cross-site requests refused, before the library hears of it.
    trustedOrigins: (request) => (request ? [new URL(request.url).origin] : []),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10, maxPasswordLength: 128 },
    user: { modelName: "person" },
    session: {
      expiresIn: LONGEST_SESSION_SECONDS,
      disableSessionRefresh: true,
      cookieCache: { enabled: false }, // a revoked session would live on in it
    },
    account: { modelName: "credential", accountLinking: { enabled: false } },
    rateLimit: {
      enabled: true,
      storage: "database",
      modelName: "rateLimit",
      customRules: {
        "/sign-in/username": false, // sign-in-guard.ts counts what is wrong alone
        "/sign-in/social": { window: 10, max: 30 }, // a whole office sets out from one address in the morning
      },
    },
    advanced: { ...cookies(publicUrl), ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] } },
    plugins: [
      username(),
      twoFactor({
        issuer: "Getu",
        accountLockout: { enabled: false }, // it counts after it has looked: sign-in-guard.ts counts before
        schema: { twoFactor: { modelName: "secondFactor" } },
      }),
      ...(oidc ? [oidcPlugin(oidc)] : []),
    ],
    databaseHooks: {
      session: {
        create: {
          async before({ userId }, call) {
            if (await isDisabled(db, userId)) return false;
            if (call?.path !== "/two-factor/verify-totp") return true;
            // RFC 6238, 5.2: a code is taken once; the first to write it down is let in.
            const { code } = call.body as { code: string }; // nothing else comes through the door
            return call.context.internalAdapter.reserveVerificationValue({
              identifier: `taken-code ${userId} ${code}`,
              value: userId,
              expiresAt: new Date(Date.now() + CODE_KEPT_MS),
            });
          },
        },
      },
    },
    onAPIError: { errorURL: "/desk/" }, // who comes back from the directory with what is not ours
    telemetry: { enabled: false },
    logger: { disabled: true },
  });
}

/** The library with our settings. */
export type Auth = ReturnType<typeof createAuth>;
