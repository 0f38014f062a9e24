import fastifyMultipart from "@fastify/multipart";
import { demand, toTrpcError } from "@getu/api";
import type { Context } from "@getu/api";
import { may, PHOTO_KINDS, photoIdSchema, scopeOf } from "@getu/domain";
import { MOST_PHOTO_BYTES, photoNames } from "@getu/photos";
import type { PhotoStore } from "@getu/photos";
import { findPhoto, listTerritories } from "@getu/store";
import type { Db } from "@getu/store";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { idTextSchema } from "../http/id-text.ts";
import type { ContextOf } from "../http/context-of.ts";
import { callerOf, limitCaller } from "../http/limit-address.ts";
import { receivePhoto } from "./receive-photo.ts";

/** What the photo routes answer from. */
export type PhotoRoutesOptions = { contextOf: ContextOf; photos: PhotoStore };

/** Strangers, by their address; who takes reports there by a role sends what a day without a network has left. */
const UPLOADS_PER_HOUR = { stranger: 60, reporter: 600 };
/** Each may hold 20 MB of memory until its file is whole. */
const UPLOADS_AT_ONCE = 16;
const RETRY_AFTER_SECONDS = 5;

const territoryParamsSchema = z.object({ territoryId: idTextSchema });
const photoParamsSchema = territoryParamsSchema.extend({ id: photoIdSchema });
const uploadQuerySchema = z.strictObject({ kind: z.enum(PHOTO_KINDS) });

/** Photos in (`POST /territories/1/photos?kind=near`, one file as multipart) and out (`…/photos/ID.jpg`, `ID-small.jpg`). */
export async function photoRoutes(
  app: FastifyInstance,
  { contextOf, photos }: PhotoRoutesOptions,
): Promise<void> {
  const limits = { files: 1, fields: 0, parts: 1, fileSize: MOST_PHOTO_BYTES + 1 };
  await app.register(fastifyMultipart, { limits });
  const atOnce = createUploadGate();

  app.post("/territories/:territoryId/photos", async (request, reply) => {
    const { territoryId } = territoryParamsSchema.parse(request.params);
    const { kind } = uploadQuerySchema.parse(request.query);
    const { db, viewer } = await contextOf(request);
    const uploadedBy = viewer.caller.kind === "person" ? viewer.caller.id : null;
    const most = UPLOADS_PER_HOUR[may(viewer, "incident.report", { territoryId }) ? "reporter" : "stranger"];
    const limit = { action: "photo", most, windowSeconds: 3600 };
    await limitCaller(db, limit, uploadedBy === null ? callerOf(request) : `person:${uploadedBy}`);
    await demandTerritory(db, territoryId);
    const photo = await atOnce(async () => {
      const part = await request.file();
      if (!part) throw toTrpcError({ code: "PHOTO_DAMAGED" });
      return receivePhoto({ db, photos }, { territoryId, kind, uploadedBy, file: part.file });
    });
    return reply.code(201).header("cache-control", "no-store").send(photo);
  });

  const send =
    (size: PhotoQuestion["size"]) =>
    async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
      sendPhoto({ request, reply, size, context: await contextOf(request), photos });
  app.get("/territories/:territoryId/photos/:id(^[0-9a-f]{32}).jpg", send("large"));
  app.get("/territories/:territoryId/photos/:id(^[0-9a-f]{32})-small.jpg", send("small"));
}

/** Refuses at once what could not be held, rather than letting everybody wait. */
function createUploadGate() {
  let running = 0;
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= UPLOADS_AT_ONCE)
      throw toTrpcError({ code: "PHOTOS_UNAVAILABLE", retryAfterSeconds: RETRY_AFTER_SECONDS });
    running += 1;
    try {
      return await work();
    } finally {
      running -= 1;
    }
  };
}

async function demandTerritory(db: Db, territoryId: number): Promise<void> {
  const territories = await listTerritories(db);
  if (!territories.some(({ id }) => id === territoryId))
    throw toTrpcError({ code: "TERRITORY_NOT_FOUND", territoryId });
}

type PhotoQuestion = {
  request: FastifyRequest;
  reply: FastifyReply;
  size: "large" | "small";
  context: Context;
  photos: PhotoStore;
};

/** A photo that is still pending is nobody's to see: it is not found. */
async function sendPhoto({ request, reply, size, context, photos }: PhotoQuestion): Promise<FastifyReply> {
  const { territoryId, id } = photoParamsSchema.parse(request.params);
  demand(context.viewer, "photo.read", { territoryId });
  const found = await findPhoto(context.db, { ...scopeOf(context.viewer, "photo.read", territoryId), id });
  if (!found) throw toTrpcError({ code: "PHOTO_NOT_FOUND", territoryId, photoId: id });
  reply.header("cache-control", "no-store"); // the next one at this screen may have no right to it
  const bytes = await photos.find(photoNames(id)[size]);
  if (!bytes) throw toTrpcError({ code: "PHOTOS_UNAVAILABLE", retryAfterSeconds: RETRY_AFTER_SECONDS });
  return reply.type("image/jpeg").send(bytes);
}
