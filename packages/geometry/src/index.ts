// The conversions of coordinate systems are an entry of their own, `@getu/geometry/crs`: they read the registry's files,
// which no browser can.
export { anchorOf } from "./anchor.ts";
export type { Arc } from "./arc.ts";
export type { AreaGeometry } from "./area.ts";
export { createAreaIndex, openAreaIndex } from "./area-index.ts";
export type { AreaIndex, AreaLocation, ExactAreaIndex } from "./area-index.ts";
export { readArcFile, toArcs, writeArcFile } from "./arc-file.ts";
export type { ArcColumns, ArcFile, RankedArc } from "./arc-file.ts";
export { areaSquareMetres } from "./area-square-metres.ts";
export { bboxOf } from "./bbox.ts";
export { cellAt, cellBbox, cellCentre, cellPolygon } from "./cell.ts";
export type { Cell } from "./cell.ts";
export { toDegrees, toUnits, UNITS_PER_DEGREE } from "./coordinate.ts";
export type { Bbox, LngLat } from "./coordinate.ts";
export type { CrsName } from "./crs-name.ts";
export { dissolveArcs } from "./dissolve-arcs.ts";
export { distanceToAreaMetres } from "./distance-to-area.ts";
export { cellOfMorton, mortonOf } from "./morton.ts";
export type { OwnerBatch } from "./owner-batch.ts";
export { groupByOwner, reassignOwners } from "./reassign-owners.ts";
export type { Move, OwnedPoints, Reassignment } from "./reassign-owners.ts";
export { sectorPolygon } from "./sector.ts";
export type { Sector } from "./sector.ts";
export { fromSharedArcs, toSharedArcs } from "./shared-arcs.ts";
export { simplifyArcs } from "./simplify-arcs.ts";
export { createTurfAreaIndex } from "./turf-area-index.ts";
export { createVarintReader, createVarintWriter } from "./varint.ts";
export type { VarintReader, VarintWriter } from "./varint.ts";
