import { z } from "zod";
import type { RefusalCode } from "./refusal.ts";

const answerSchema = z.object({
  twoFactorRedirect: z.boolean().optional(),
  totpURI: z.string().optional(),
  backupCodes: z.array(z.string()).optional(),
  url: z.string().optional(),
});

/** What the door says to somebody who is let in, or half in. */
export type DoorAnswer = z.infer<typeof answerSchema>;

const refusalSchema = z.object({
  error: z.object({ data: z.object({ failure: z.object({ code: z.string() }) }) }),
});

class DoorRefused extends Error {
  readonly code: RefusalCode;

  constructor(code: RefusalCode) {
    super(code);
    this.code = code;
  }
}

async function post(path: string, body: object): Promise<DoorAnswer> {
  const response = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return answerSchema.parse(answer);
  const refusal = refusalSchema.safeParse(answer).data?.error.data.failure.code ?? "UNREACHABLE";
  throw new DoorRefused(refusal as RefusalCode); // the server's codes are the product's
}

/** Signing in and out, and what belongs to it: the few calls that are no procedures. */
export const authDoor = {
  signIn: (given: { username: string; password: string }) => post("/auth/sign-in/username", given),
  /** Leads to the office's own directory: the browser goes to `url`. */
  signInByDirectory: () => post("/auth/sign-in/social", {}),
  giveCode: (code: string) => post("/auth/two-factor/verify-totp", { code }),
  giveSpareCode: (code: string) => post("/auth/two-factor/verify-backup-code", { code }),
  signOut: () => post("/auth/sign-out", {}),
  changePassword: (given: { currentPassword: string; newPassword: string }) =>
    post("/auth/change-password", given),
  beginSecondFactor: (password: string) => post("/auth/two-factor/enable", { password }),
  endSecondFactor: (password: string) => post("/auth/two-factor/disable", { password }),
  /** Makes this screen a wall that shows the token's scope. */
  becomeScreen: (token: string) => post("/device-session", { token }),
};
