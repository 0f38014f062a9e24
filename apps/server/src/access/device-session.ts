import { toTrpcError } from "@getu/api";
import { findDevice, hashSecret } from "@getu/store";
import type { Db } from "@getu/store";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";

const YEAR_SECONDS = 365 * 24 * 3600;

const tokenSchema = z.strictObject({ token: z.string().min(20).max(100) });

const cookieName = (publicUrl: string): string =>
  publicUrl.startsWith("https:") ? "__Host-getu.device" : "getu.device";

function readCookie(request: FastifyRequest, name: string): string | null {
  const pairs = request.headers.cookie?.split(";").map((pair) => pair.trim()) ?? [];
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) ?? null;
}

/** What the browser of a screen keeps: a token, or what becomes one when its code is typed at the desk; null = nothing. */
export const readDeviceCookie = (request: FastifyRequest, publicUrl: string): string | null =>
  readCookie(request, cookieName(publicUrl));

/** The screen that a request comes from, by its cookie or by `Authorization: Bearer`; never by the address. */
export async function findRequestDevice(
  db: Db,
  request: FastifyRequest,
  publicUrl: string,
): ReturnType<typeof findDevice> {
  const bearer = /^Bearer (\S{20,100})$/.exec(request.headers.authorization ?? "")?.[1];
  const token = bearer ?? readDeviceCookie(request, publicUrl);
  return token === null ? null : findDevice(db, hashSecret(token));
}

/** The cookie by which a screen is known: no script can read it, and no other site sends it. */
export function deviceCookie(publicUrl: string, token: string): string {
  const flags = `Path=/; HttpOnly; SameSite=Strict${publicUrl.startsWith("https:") ? "; Secure" : ""}`;
  return `${cookieName(publicUrl)}=${token}; Max-Age=${YEAR_SECONDS}; ${flags}`;
}

/**
 * `POST /device-session`: a screen hands over its token once and is known by a cookie that no script can read.
 * `POST /device-session/renewal`: it is known for another year, so that a screen is never signed out by the calendar.
 */
export function installDeviceSession(
  app: FastifyInstance,
  { db, publicUrl }: { db: Db; publicUrl: string },
): void {
  app.post("/device-session", async (request, reply) => {
    const { token } = tokenSchema.parse(request.body);
    const device = await findDevice(db, hashSecret(token));
    if (!device?.grant) throw toTrpcError({ code: "DEVICE_TOKEN_NOT_FOUND" });
    return reply
      .header("set-cookie", deviceCookie(publicUrl, token))
      .header("cache-control", "no-store")
      .send({ territoryId: device.grant.territoryId });
  });

  app.post("/device-session/renewal", async (request, reply) => {
    z.strictObject({}).parse(request.body);
    const token = readDeviceCookie(request, publicUrl);
    const device = token === null ? null : await findDevice(db, hashSecret(token));
    if (token === null || !device?.grant) throw toTrpcError({ code: "DEVICE_TOKEN_NOT_FOUND" });
    return reply
      .header("set-cookie", deviceCookie(publicUrl, token))
      .header("cache-control", "no-store")
      .send({ territoryId: device.grant.territoryId });
  });
}
