import { randomBytes } from "node:crypto";
import { toTrpcError } from "@getu/api";
import { PAIRING_CODE_BYTES, toPairingCode } from "@getu/domain";
import { beginPairing, createSecretToken, hashSecret } from "@getu/store";
import type { Db } from "@getu/store";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { limitAddress } from "../http/limit-address.ts";
import { deviceCookie, readDeviceCookie } from "./device-session.ts";

/** Long enough to walk from the wall to the desk. */
const VALID_MS = 10 * 60_000;

/** A hall of walls stands behind one address; each asks once in the time of a code, and once more when it is started anew. */
const ASKED = { action: "wall-pairing", most: 60, windowSeconds: 600 };

const nothingSchema = z.strictObject({});

/**
 * `POST /wall-pairing`: a screen is given a code to show and a secret to keep. The code opens nothing: typed at the desk
 * it makes the secret, which never leaves the screen, the token of a wall. A screen that is a wall keeps what it has: a
 * code may be typed just when the screen asks for the next one.
 */
export function installWallPairing(
  app: FastifyInstance,
  { db, publicUrl }: { db: Db; publicUrl: string },
): void {
  app.post("/wall-pairing", async (request, reply) => {
    nothingSchema.parse(request.body);
    await limitAddress(db, ASKED, request);
    const code = toPairingCode(randomBytes(PAIRING_CODE_BYTES));
    const { token, tokenHash } = createSecretToken();
    const kept = readDeviceCookie(request, publicUrl);
    const keptHash = kept === null ? null : hashSecret(kept);
    const hashes = { codeHash: hashSecret(code), tokenHash, keptHash };
    const expiresAt = await beginPairing(db, { ...hashes, address: request.ip, validMs: VALID_MS });
    if (!expiresAt) throw toTrpcError({ code: "SCREEN_TAKEN_ALREADY" });
    return reply
      .header("set-cookie", deviceCookie(publicUrl, token))
      .header("cache-control", "no-store")
      .send({ code, validMs: VALID_MS, expiresAt: expiresAt.toISOString() });
  });
}
