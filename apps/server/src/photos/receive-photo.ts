import { randomBytes } from "node:crypto";
import { toTrpcError } from "@getu/api";
import type { Photo, PhotoKind } from "@getu/domain";
import { cleanPhoto, photoNames, PhotoRefused } from "@getu/photos";
import type { CleanPhoto, PhotoStore } from "@getu/photos";
import { addPhoto } from "@getu/store";
import type { Db } from "@getu/store";

/** A file on its way in. */
export type IncomingPhoto = {
  territoryId: number;
  kind: PhotoKind;
  /** Account of the uploader; null = a resident. */
  uploadedBy: string | null;
  file: AsyncIterable<Uint8Array>;
};

/** The photo once it is kept; a report takes it by its id. */
export type ReceivedPhoto = Pick<Photo, "id" | "kind" | "width" | "height" | "bytes">;

const RETRY_AFTER_SECONDS = 10;

/**
 * Cleans a file and keeps it as a pending photo. Nothing is written before the whole file has come and is a picture;
 * then the row goes first, so that whatever breaks off later is found by the sweeper.
 */
export async function receivePhoto(
  { db, photos }: { db: Db; photos: PhotoStore },
  { territoryId, kind, uploadedBy, file }: IncomingPhoto,
): Promise<ReceivedPhoto> {
  const clean = await cleanIncoming(file);
  const id = randomBytes(16).toString("hex");
  const { width, height, sha256 } = clean;
  const photo = { id, kind, width, height, bytes: clean.bytes.length };
  await addPhoto(db, { ...photo, territoryId, sha256, uploadedBy });
  await keep(photos, id, clean);
  return photo;
}

async function cleanIncoming(file: AsyncIterable<Uint8Array>): Promise<CleanPhoto> {
  try {
    return await cleanPhoto(file);
  } catch (error) {
    throw error instanceof PhotoRefused ? toTrpcError(error.refusal) : error;
  }
}

async function keep(photos: PhotoStore, id: string, { bytes, thumbnail }: CleanPhoto): Promise<void> {
  const { large, small } = photoNames(id);
  try {
    await photos.put(large, bytes);
    await photos.put(small, thumbnail.bytes);
  } catch {
    throw toTrpcError({ code: "PHOTOS_UNAVAILABLE", retryAfterSeconds: RETRY_AFTER_SECONDS });
  }
}
