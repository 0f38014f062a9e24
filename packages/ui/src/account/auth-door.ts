import { z } from "zod";
import { post } from "./post.ts";

const answerSchema = z.object({
  twoFactorRedirect: z.boolean().optional(),
  totpURI: z.string().optional(),
  backupCodes: z.array(z.string()).optional(),
  url: z.string().optional(),
});

/** What the door says to somebody who is let in, or half in. */
export type DoorAnswer = z.infer<typeof answerSchema>;

async function knock(path: string, body: object): Promise<DoorAnswer> {
  const response = await post(path, body);
  return answerSchema.parse(await response.json().catch(() => null));
}

/** Signing in and out, and what belongs to it: the few calls that are no procedures. */
export const authDoor = {
  signIn: (given: { username: string; password: string }) => knock("/auth/sign-in/username", given),
  /** Leads to the office's own directory: the browser goes to `url`. */
  signInByDirectory: () => knock("/auth/sign-in/social", {}),
  giveCode: (code: string) => knock("/auth/two-factor/verify-totp", { code }),
  giveSpareCode: (code: string) => knock("/auth/two-factor/verify-backup-code", { code }),
  signOut: () => knock("/auth/sign-out", {}),
  changePassword: (given: { currentPassword: string; newPassword: string }) =>
    knock("/auth/change-password", given),
  beginSecondFactor: (password: string) => knock("/auth/two-factor/enable", { password }),
  endSecondFactor: (password: string) => knock("/auth/two-factor/disable", { password }),
  /** Makes this screen a wall that shows the token's scope. */
  becomeScreen: (token: string) => knock("/device-session", { token }),
};
