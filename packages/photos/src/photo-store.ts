import { openFolder } from "./folder-store.ts";
import { openS3 } from "./s3-store.ts";
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

/** Opens the place where photos are kept. */
export const createPhotoStore = async (place: PhotoPlace): Promise<PhotoStore> =>
  place.kind === "folder" ? openFolder(place.folder) : openS3(place);
