import type { AreaGeometry } from "@getu/geometry";
import type { FeatureCollection } from "geojson";
import type { Camera } from "./camera/camera.ts";
import type { Incident } from "./incident/incident.ts";
import type { Place } from "./camera/place.ts";

/** A grid as a file or a generator brings it, before it has an id. Parents are named by external id. */
export type GridRecord = {
  externalId: string;
  /** Index into the territory's tiers, 0 = coarsest. */
  tier: number;
  code: string;
  name: string;
  parentExternalId: string | null;
  leaderName: string | null;
  households: number | null;
  /** Outline in WGS84; null for a parent whose outline follows from its children. */
  area: AreaGeometry | null;
};

/** A camera before it has an id and a grid. */
export type CameraRecord = Omit<Camera, "id" | "gridId">;

/** A place before it has an id and a grid. */
export type PlaceRecord = Omit<Place, "id" | "gridId">;

/** An incident before it has an id and has been placed. */
export type IncidentRecord = Omit<
  Incident,
  "id" | "gridAtOccurrence" | "gridCurrent" | "distanceToBorderMetres" | "neighbourGridId" | "nearBorder"
>;

/** What the ground is drawn from, below the grids. */
export const BASEMAP_KINDS = ["water", "green", "building", "road"] as const;

/** One layer of the ground. */
export type BasemapKind = (typeof BASEMAP_KINDS)[number];

/** The ground in layers; roads carry `class` (arterial | secondary | lane), buildings may carry `levels`. */
export type Basemap = Partial<Record<BasemapKind, FeatureCollection>>;

/** Why a row of a file was not taken, and where it stands. */
export type Reject = { file: string; row: number; reason: string; detail: string };

/** What an import did; `rejects` is complete, nothing is dropped in silence. */
export type ImportResult = {
  inserted: number;
  updated: number;
  unchanged: number;
  rejects: readonly Reject[];
};
