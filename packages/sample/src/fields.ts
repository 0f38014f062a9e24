import { divideFace } from "./divide.ts";
import { createMesh, ringOf } from "./mesh.ts";
import type { Line } from "./mesh.ts";
import type { Ring } from "./plane.ts";
import type { Random } from "./random.ts";

const ridge: Line = { kind: "path", name: null };

/** Farmland as plots of a few mu between ridges. */
export function parcelsOf(ring: Ring, random: Random): Ring[] {
  const mesh = createMesh(ring, () => ridge);
  const [face] = mesh.loops.keys();
  if (face === undefined) return [];
  const parcels = divideFace(mesh, face, {
    random,
    targetAt: () => 4600,
    lineFor: () => ridge,
    unevenness: 0.14,
    bend: 0.01,
    meetMetres: 0,
  });
  return parcels.map((parcel) => ringOf(mesh, parcel));
}
