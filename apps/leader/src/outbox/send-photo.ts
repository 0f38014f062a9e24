import { failureOf, shrinkPhoto, uploadPhoto } from "@getu/ui";
import type { PhotoKind } from "@getu/domain";

/** A picture on its way, and whose. */
type SentPhoto = { territoryId: number; personId: string; kind: PhotoKind; file: Blob };

/** The server waits half a minute for all of a request. */
const PHOTO_WITHIN_MS = 25_000;
/** A small picture tells more than none: the last of them takes half a minute at 25 kbit/s. */
const SMALLER_SIDES = [1280, 800] as const;

/** Sends a photo; one that a weak signal does not take in time, or a proxy not at all, goes smaller. Its id. */
export async function sendPhoto({ territoryId, personId, kind, file }: SentPhoto): Promise<string> {
  const send = (picture: Blob): Promise<string> => {
    const signal = AbortSignal.timeout(PHOTO_WITHIN_MS);
    return uploadPhoto(territoryId, { kind, file: picture, personId, signal });
  };
  let picture = file;
  for (const side of SMALLER_SIDES) {
    try {
      return await send(picture);
    } catch (error) {
      if (!isTooMuch(error)) throw error;
    }
    picture = (await shrinkPhoto(picture, side)) ?? picture;
  }
  return send(picture);
}

const isTooMuch = (error: unknown): boolean =>
  failureOf(error)?.code === "PHOTO_TOO_LARGE" ||
  (error instanceof DOMException && error.name === "TimeoutError");
