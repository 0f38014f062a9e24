import { hkdfSync } from "node:crypto";

/** Whose secret is asked for, and the salt that their phone drew for it. */
export type PhoneOwner = { personId: string; salt: string };

/**
 * The secret that a person's entries on a phone are sealed by, as 43 characters of base64url. Made from the secret of the
 * house and kept nowhere: the same person is told the same for the same salt, anybody else another.
 */
export const phoneSecretFor = (secret: string, { personId, salt }: PhoneOwner): string =>
  Buffer.from(hkdfSync("sha256", secret, salt, `phone of ${personId}`, 32)).toString("base64url");
