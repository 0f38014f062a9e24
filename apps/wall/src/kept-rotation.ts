import { rotationSchema } from "@getu/domain";
import type { Rotation } from "@getu/domain";
import { keep, recall } from "./kept.ts";

const KEPT_AS = "getu.rotation";

/** A note a second would be 86,400 writes a day to the disk of a screen that is on all the time. */
const NOTE_EVERY_MS = 10_000;

/** Whose rotation it is: a screen that is taken anew begins another list; null = it is taken for no wall. */
type WallId = number | null;

/**
 * Notes where a wall's rotation stands, for a page that begins anew; a browser that keeps nothing begins the list anew as well.
 * At once where another scene is shown or an order was followed; else at times, for it goes on from an older note as if it
 * had been on all the while.
 */
export function createRotationKeeper(wall: WallId): (rotation: Rotation) => void {
  let noted: Rotation | null = null;
  return (rotation) => {
    if (noted !== null && isNearEnough(noted, rotation)) return;
    noted = rotation;
    keep(KEPT_AS, { wall, ...rotation });
  };
}

const isNearEnough = (noted: Rotation, now: Rotation): boolean =>
  noted.scene === now.scene &&
  noted.round === now.round &&
  noted.skips === now.skips &&
  noted.sendOffs === now.sendOffs &&
  noted.dismissed === now.dismissed &&
  noted.pinned === now.pinned &&
  noted.held?.urgentId === now.held?.urgentId &&
  Math.abs(now.atMs - noted.atMs) < NOTE_EVERY_MS;

/** Where the wall's rotation stood when this browser last noted it; null = nowhere that can be read, or it was another wall's. */
export function recallRotation(of: WallId): Rotation | null {
  const { wall = null, ...kept } = (recall(KEPT_AS) ?? {}) as { wall?: unknown }; // whatever it is
  return wall === of ? (rotationSchema.safeParse(kept).data ?? null) : null;
}
