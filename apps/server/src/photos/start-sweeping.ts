import { photoNames } from "@getu/photos";
import type { PhotoStore } from "@getu/photos";
import { forgetAddresses, forgetContacts, sweepPhotos } from "@getu/store";
import type { Db } from "@getu/store";
import type { FastifyBaseLogger } from "fastify";

const HOUR_MS = 3_600_000;
/** A report with its photos is written within a day, also by a phone that was offline. */
const KEEP_PENDING_MS = 24 * HOUR_MS;
/** No window of a limit is longer. */
const KEEP_ADDRESSES_SECONDS = 3600;

/** Removes the photos that no report has taken, with their files. */
export const sweep = (db: Db, photos: PhotoStore, olderThanMs: number) =>
  sweepPhotos(db, {
    olderThanMs,
    async removeFiles(id) {
      for (const name of Object.values(photoNames(id))) await photos.remove(name);
    },
  });

/** Sweeps photos and forgets contacts and addresses every hour; returns how to stop. */
export function startSweeping(
  db: Db,
  { photos, log }: { photos: PhotoStore; log: FastifyBaseLogger },
): () => void {
  async function sweepOnce(): Promise<void> {
    const { failed } = await sweep(db, photos, KEEP_PENDING_MS);
    if (failed > 0) log.warn({ failed }, "photos without a report could not be removed");
    await forgetContacts(db);
    await forgetAddresses(db, { olderThanSeconds: KEEP_ADDRESSES_SECONDS });
  }
  const timer = setInterval(() => {
    sweepOnce().catch((error: unknown) => log.warn({ err: error }, "the sweeper missed a round"));
  }, HOUR_MS);
  return () => clearInterval(timer);
}
