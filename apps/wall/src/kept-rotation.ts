import { rotationSchema } from "@getu/domain";
import type { Rotation } from "@getu/domain";

const KEPT_AS = "getu.rotation";

/** Notes where the rotation stands, for a page that begins anew; a browser that keeps nothing begins the list anew as well. */
export function keepRotation(rotation: Rotation): void {
  try {
    localStorage.setItem(KEPT_AS, JSON.stringify(rotation));
  } catch {
    // full or forbidden: nothing that a wall shows hangs on it
  }
}

/** Where the rotation stood when this browser last noted it; null = nowhere that can be read. */
export function recallRotation(): Rotation | null {
  try {
    return rotationSchema.parse(JSON.parse(localStorage.getItem(KEPT_AS) ?? "null"));
  } catch {
    return null;
  }
}
