/** Something that lies on the phone, sealed. */
export type Sealed = { name: string; iv: Uint8Array<ArrayBuffer>; bytes: ArrayBuffer };

const ALGORITHM = "AES-GCM";
const bytesOf = (words: string) => new TextEncoder().encode(words);

const modeOf = (name: string, iv: Uint8Array<ArrayBuffer>) => ({
  name: ALGORITHM,
  iv,
  additionalData: bytesOf(name),
});

/** The name is sealed in as well: what was kept under one name is not taken for another. */
export async function sealWith(key: CryptoKey, name: string, plain: BufferSource): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { name, iv, bytes: await crypto.subtle.encrypt(modeOf(name, iv), key, plain) };
}

/** Opens what was sealed with a key; throws when it was sealed with another, or is damaged. */
export const unsealWith = (key: CryptoKey, { name, iv, bytes }: Sealed): Promise<ArrayBuffer> =>
  crypto.subtle.decrypt(modeOf(name, iv), key, bytes);

/** What `toPlain` made plain bytes of. */
export const fromPlain = (plain: ArrayBuffer): unknown => JSON.parse(new TextDecoder().decode(plain));

/** A value as bytes to be sealed. */
export const toPlain = (value: unknown): BufferSource => bytesOf(JSON.stringify(value));

/** The key of a person on this phone, which no script can read out; the same secret gives the same key. */
export async function deriveKey(secret: string, personId: string): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey("raw", bytesOf(secret), "HKDF", false, ["deriveKey"]);
  return crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: bytesOf(`kept by ${personId}`) },
    material,
    { name: ALGORITHM, length: 256 },
    false,
    ["encrypt", "decrypt"],
  );
}
