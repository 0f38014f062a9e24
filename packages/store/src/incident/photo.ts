import type { Photo, PhotoKind, Scope } from "@getu/domain";
import type { Db, Transaction } from "../db.ts";
import { inTransaction } from "../db.ts";
import { nearScope } from "../grid/grid-tree.ts";

type PhotoRow = {
  id: string;
  kind: PhotoKind;
  sha256: string;
  width: number;
  height: number;
  bytes: number;
  uploaded_at: Date;
};

const toPhoto = ({ id, kind, width, height, bytes, uploaded_at }: PhotoRow): Photo => ({
  id,
  kind,
  width,
  height,
  bytes,
  uploadedAt: uploaded_at.toISOString(),
});

/** A cleaned photo that is about to be kept. */
export type NewPhoto = Pick<Photo, "id" | "kind" | "width" | "height" | "bytes"> & {
  territoryId: number;
  sha256: string;
  /** Account of the uploader; null = a resident. */
  uploadedBy: string | null;
};

/** Announces a photo before its file is written; it stays pending until a report takes it. */
export async function addPhoto(db: Db, photo: NewPhoto): Promise<void> {
  const { territoryId, id, kind, sha256, width, height, bytes, uploadedBy } = photo;
  await db.pool.query(
    `INSERT INTO incident_photo (territory_id, id, kind, sha256, width, height, bytes, uploaded_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [territoryId, id, kind, sha256, width, height, bytes, uploadedBy],
  );
}

/** SQL for a pending photo that a sender (`person:ID`, or null) may give away: what a person has sent is theirs alone. */
export const isSendersOwn = (sender: string): string =>
  `state = 'pending' AND (uploaded_by IS NULL OR 'person:' || uploaded_by = ${sender})`;

/** Photos on their way to an incident, and who sends them, as the ledger calls people; nobody who is known unless said otherwise. */
type GivenPhotos = {
  territoryId: number;
  incidentId: number;
  ids: readonly string[];
  sender?: string | undefined;
};

/**
 * Gives pending photos to an incident, in the transaction that files it. Returns the ids that are not there, taken or
 * somebody else's: where there is one the caller rolls back, because a report is not filed with half its photos.
 */
export async function attachPhotos(
  tx: Transaction,
  { territoryId, incidentId, ids, sender }: GivenPhotos,
): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `UPDATE incident_photo SET state = 'attached', incident_id = $2
     WHERE territory_id = $1 AND id = ANY ($3) AND ${isSendersOwn("$4::text")} RETURNING id`,
    [territoryId, incidentId, ids, sender],
  );
  const attached = new Set(rows.map(({ id }) => id));
  return ids.filter((id) => !attached.has(id));
}

/** Attached photos of incidents that the scope has to do with: `$1` is the territory, `$2` the grids. */
const VISIBLE = `SELECT photo.* FROM incident_photo AS photo
  JOIN incident ON incident.territory_id = photo.territory_id AND incident.id = photo.incident_id
  WHERE photo.territory_id = $1 AND ${nearScope({ territory: "$1", within: "$2" })}`;

/** The photos of an incident of the scope, oldest first. */
export async function listPhotos(
  db: Db,
  { territoryId, within, incidentId }: Scope & { incidentId: number },
): Promise<Photo[]> {
  const { rows } = await db.pool.query<PhotoRow>(
    `${VISIBLE} AND photo.incident_id = $3 ORDER BY photo.uploaded_at, photo.id`,
    [territoryId, within, incidentId],
  );
  return rows.map(toPhoto);
}

/** A photo of an incident of the scope, with the digest of its file; null = none there, or still pending. */
export async function findPhoto(
  db: Db,
  { territoryId, within, id }: Scope & { id: string },
): Promise<{ photo: Photo; sha256: string } | null> {
  const { rows } = await db.pool.query<PhotoRow>(`${VISIBLE} AND photo.id = $3`, [territoryId, within, id]);
  return rows[0] ? { photo: toPhoto(rows[0]), sha256: rows[0].sha256 } : null;
}

/** What sweeping needs: how long a report may take to be filed, and how the files of a photo are removed. */
export type PhotoSweep = { olderThanMs: number; removeFiles: (id: string) => Promise<void> };

/**
 * Forgets photos that no report has taken in time. The files go first and the row last, and the row is held meanwhile:
 * a crash leaves a row that is swept again, never a file without one.
 */
export async function sweepPhotos(
  db: Db,
  { olderThanMs, removeFiles }: PhotoSweep,
): Promise<{ removed: number; failed: number }> {
  const { rows } = await db.pool.query<{ territory_id: number; id: string }>(
    `SELECT territory_id, id FROM incident_photo
     WHERE state = 'pending' AND uploaded_at < clock_timestamp() - $1 * interval '1 millisecond'`,
    [olderThanMs],
  );
  const swept = { removed: 0, failed: 0 };
  for (const { territory_id: territoryId, id } of rows) {
    try {
      if (await sweepOne(db, { territoryId, id, removeFiles })) swept.removed += 1;
    } catch {
      swept.failed += 1; // the next sweep tries it again
    }
  }
  return swept;
}

/** True when the photo is gone; false when a report took it meanwhile. */
function sweepOne(
  db: Db,
  {
    territoryId,
    id,
    removeFiles,
  }: { territoryId: number; id: string; removeFiles: PhotoSweep["removeFiles"] },
): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const { rowCount } = await tx.query(
      "DELETE FROM incident_photo WHERE territory_id = $1 AND id = $2 AND state = 'pending'",
      [territoryId, id],
    );
    if (rowCount === 1) await removeFiles(id); // a failure brings the row back
    return rowCount === 1;
  });
}
