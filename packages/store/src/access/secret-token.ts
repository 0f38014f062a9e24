import { createHash, randomBytes } from "node:crypto";

/** What is kept of a secret: enough to recognise it, not to use it. */
export const hashSecret = (secret: string): string => createHash("sha256").update(secret).digest("hex");

/** A secret that cannot be guessed (256 bits), to be shown once, and what is kept of it. */
export function createSecretToken(): { token: string; tokenHash: string } {
  const token = randomBytes(32).toString("base64url");
  return { token, tokenHash: hashSecret(token) };
}
