import { folderRemover, openFolder } from "./folder-store.ts";
import type { S3Place } from "./s3-store.ts";

/** Keeps the bytes of photos under generated names (`PHOTO_NAME`); any other name is a bug and throws. */
export type PhotoStore = {
  /** Resolves when the bytes are kept for good; what breaks off on the way leaves nothing under the name. */
  put(name: string, bytes: Uint8Array): Promise<void>;
  /** The bytes under a name, or null. */
  find(name: string): Promise<Buffer | null>;
  /** Forgets a name; one that is not there is no error. */
  remove(name: string): Promise<void>;
  /** Every name there is, in no order. */
  list(): AsyncIterable<string>;
};

/** Where photos are kept: a folder of this machine, or a bucket. */
export type PhotoPlace = { kind: "folder"; folder: string } | ({ kind: "s3" } & S3Place);

/**
 * Removes photos from a place that another process may have open at the same time: what is on its way in there is left
 * alone.
 */
export async function createPhotoRemover(place: PhotoPlace): Promise<Pick<PhotoStore, "remove">> {
  return place.kind === "folder" ? folderRemover(place.folder) : createPhotoStore(place);
}

/** Opens the place where photos are kept. The S3 client takes 9 MB of memory, so it is loaded for a bucket alone. */
export async function createPhotoStore(place: PhotoPlace): Promise<PhotoStore> {
  if (place.kind === "folder") return openFolder(place.folder);
  const { openS3 } = await import("./s3-store.ts");
  return openS3(place);
}
