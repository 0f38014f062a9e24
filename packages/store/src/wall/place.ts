import { nearestTo, placeSchema } from "@getu/domain";
import type { Place, PlaceKind, PlaceRecord, Scope } from "@getu/domain";
import { toUnits } from "@getu/geometry";
import type { Bbox, LngLat } from "@getu/geometry";
import type { Db } from "../db.ts";
import { toWhere } from "../grid/grid-tree.ts";
import { createPointImport } from "./point-import.ts";
import { toPosition } from "../position.ts";

type PlaceRow = Omit<Place, "kind" | "position"> & { kind: string; lng: number; lat: number };

const toPlace = (row: PlaceRow): Place => ({
  id: row.id,
  externalId: row.externalId,
  name: row.name,
  kind: row.kind as Place["kind"], // a check of the table holds it
  position: toPosition(row),
  telephone: row.telephone,
  openingHours: row.openingHours,
  staffOnDuty: row.staffOnDuty,
  gridId: row.gridId,
});

/** Every place of the scope. */
export async function listPlaces(db: Db, scope: Scope): Promise<Place[]> {
  const rows = await db.prisma.place.findMany({ where: await toWhere(db, scope), orderBy: { id: "asc" } });
  return rows.map(toPlace);
}

/** Every place of a territory within a box, whosoever grid it stands in. */
export async function listPlacesWithin(
  db: Db,
  { territoryId, box: [west, south, east, north] }: { territoryId: number; box: Bbox },
): Promise<Place[]> {
  const lng = { gte: toUnits(west), lte: toUnits(east) };
  const lat = { gte: toUnits(south), lte: toUnits(north) };
  const rows = await db.prisma.place.findMany({ where: { territoryId, lng, lat }, orderBy: { id: "asc" } });
  return rows.map(toPlace);
}

/** The place of a kind that is nearest to a position, whosoever grid it stands in; null = the territory has none. */
export async function findNearestPlace(
  db: Db,
  { territoryId, kind, position }: { territoryId: number; kind: PlaceKind; position: LngLat },
): Promise<Place | null> {
  const rows = await db.prisma.place.findMany({ where: { territoryId, kind }, orderBy: { id: "asc" } });
  return nearestTo(position, rows.map(toPlace), 1)[0]?.thing ?? null;
}

/** Writes the places of a file. */
export const importPlaces = createPointImport<PlaceRecord>({
  table: "place",
  columns: [
    { name: "kind", type: "text", valueOf: ({ kind }) => kind },
    { name: "telephone", type: "text", valueOf: ({ telephone }) => telephone },
    { name: "opening_hours", type: "text", valueOf: ({ openingHours }) => openingHours },
    { name: "staff_on_duty", type: "integer", valueOf: ({ staffOnDuty }) => staffOnDuty },
  ],
  schema: placeSchema.omit({ id: true, gridId: true }),
});
