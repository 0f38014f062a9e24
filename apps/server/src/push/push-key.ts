import { createECDH } from "node:crypto";

const CURVE = "prime256v1";

/** A new private key to sign calls with, base64url (VAPID, RFC 8292). */
export function createPushKey(): string {
  const pair = createECDH(CURVE);
  pair.generateKeys();
  const key = pair.getPrivateKey();
  return Buffer.concat([Buffer.alloc(32 - key.length), key]).toString("base64url"); // leading zeros are left out
}

/** The public key that belongs to it, as phones want it; null = that is no private key. */
export function publicKeyOf(privateKey: string): string | null {
  const pair = createECDH(CURVE);
  try {
    pair.setPrivateKey(Buffer.from(privateKey, "base64url"));
    return pair.getPublicKey("base64url");
  } catch {
    return null;
  }
}
