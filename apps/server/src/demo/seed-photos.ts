import type { Incident, IncidentStatus } from "@getu/domain";
import { toPng } from "@getu/photos";
import type { PhotoStore } from "@getu/photos";
import { drawMadeUpPhoto } from "@getu/sample";
import type { Moment, Scene } from "@getu/sample";
import { attachPhotos, inTransaction, listIncidents, listPhotos } from "@getu/store";
import type { Db } from "@getu/store";
import { receivePhoto } from "../photos/receive-photo.ts";

/** Categories that have photos, with what these show. */
const SCENES: ReadonlyMap<string, Scene> = new Map([
  ["street-light", "lamp"],
  ["littered-ground", "litter"],
  ["construction-waste", "rubble"],
  ["road-damage", "pothole"],
]);

/** How far the work is, and what has been photographed by then. */
const STAGES: readonly { statuses: readonly IncidentStatus[]; moments: readonly Moment[] }[] = [
  { statuses: ["accepted", "handling"], moments: ["before"] },
  { statuses: ["fed-back", "verified", "closed"], moments: ["before", "after"] },
];

/** Somebody who looks around comes upon the newest. */
const NEWEST = 2000;

/** Where photos go. */
type PhotoSeed = { territoryId: number; photos: PhotoStore };

/**
 * Puts made-up photos on the newest incident in hand and the newest that is done of a few categories; what has photos is
 * left alone. Says how many.
 */
export async function seedPhotos(db: Db, seed: PhotoSeed): Promise<{ written: number }> {
  const incidents = await listIncidents(db, { territoryId: seed.territoryId, limit: NEWEST });
  let written = 0;
  for (const [category, scene] of SCENES)
    for (const { statuses, moments } of STAGES) {
      const incident = incidents.find((each) => each.category === category && statuses.includes(each.status));
      if (incident) written += await photograph(db, seed, { incident, scene, moments });
    }
  return { written };
}

async function photograph(
  db: Db,
  { territoryId, photos }: PhotoSeed,
  { incident, scene, moments }: { incident: Incident; scene: Scene; moments: readonly Moment[] },
): Promise<number> {
  const key = { territoryId, incidentId: incident.id };
  if ((await listPhotos(db, key)).length > 0) return 0;
  const ids: string[] = [];
  for (const kind of moments) {
    const file = streamOf(await toPng(drawMadeUpPhoto(scene, kind)));
    ids.push((await receivePhoto({ db, photos }, { territoryId, kind, uploadedBy: null, file })).id);
  }
  await inTransaction(db, (tx) => attachPhotos(tx, { ...key, ids }));
  return ids.length;
}

async function* streamOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
