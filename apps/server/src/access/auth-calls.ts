import { isStorable, passwordSchema } from "@getu/domain";
import { z } from "zod";
import { OIDC_PROVIDER } from "./create-auth.ts";

const text = z.string().min(1).max(128);
const name = text.refine(isStorable, "cannot be stored");
const password = z.strictObject({ password: text });
const code = z.strictObject({ code: z.string().min(6).max(16) });

/**
 * What of the library may be called, and with what: everything else it brings is not there. The schemas also add what
 * callers have no say in.
 */
export const AUTH_CALLS = {
  "/sign-in/username": z.strictObject({ username: name, password: text }),
  "/sign-in/social": z
    .strictObject({})
    .transform(() => ({ provider: OIDC_PROVIDER, callbackURL: "/desk/", errorCallbackURL: "/desk/" })),
  "/sign-out": z.strictObject({}),
  "/change-password": z
    .strictObject({ currentPassword: text, newPassword: passwordSchema })
    .transform((body) => ({ ...body, revokeOtherSessions: true })),
  "/two-factor/enable": password,
  "/two-factor/disable": password,
  "/two-factor/verify-totp": code,
  "/two-factor/verify-backup-code": code,
} as const satisfies Record<string, z.ZodType>;

/** One thing that may be asked of the library. */
export type AuthCall = keyof typeof AUTH_CALLS;

/** True for the calls that are known. */
export const isAuthCall = (path: string): path is AuthCall => Object.hasOwn(AUTH_CALLS, path);
