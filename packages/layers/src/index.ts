export { cameraLayer, cameraSectorLayer, cameraSectors } from "./camera-layer.ts";
export { CASE_SOURCE, caseShapeLayers, caseShapes } from "./case-shapes.ts";
export { contrastRatio, toRgba } from "./colour.ts";
export { blindSpotSize, coverageLayers, seenAreas } from "./coverage-layer.ts";
export type { ShownCoverage } from "./coverage-layer.ts";
export { gridAreas, gridBox } from "./grid-areas.ts";
export { gridLines } from "./grid-lines.ts";
export {
  GRID_SOURCES,
  gridLabels,
  gridSources,
  gridStyleLayers,
  HEAT_BELOW,
  SHADE_LAYERS,
  landLayer,
} from "./grid-style.ts";
export { mapStyle } from "./ground-style.ts";
export type { Ground, GroundLook } from "./ground-style.ts";
export { heatResolution, heatSurface, heatTicks } from "./heat-surface.ts";
export type { HeatResolution, HeatSurface } from "./heat-surface.ts";
export { createIconAtlas } from "./icon-atlas.ts";
export type { IconAtlas } from "./icon-atlas.ts";
export { CAMERA_SIGNS, PLACE_GROUPS, PLACE_SIGNS, SEVERITY_SIGNS } from "./icons.ts";
export type { PlaceGroup } from "./icons.ts";
export { incidentLayer, incidentPixels, listPulsing, PULSE_MS, pulseLayer } from "./incident-layer.ts";
export { createMarkStyle } from "./mark-style.ts";
export type { MarkStyle } from "./mark-style.ts";
export { OBSTACLE_SOURCE, toObstacleFeatures } from "./obstacle-style.ts";
export type { Obstacle } from "./obstacle-style.ts";
export { heatColour, heatGradient, heatInk } from "./palette.ts";
export { pickedLayer } from "./picked-layer.ts";
export { badgePixels, isSafetyPlace, placeLayer, placePixels } from "./place-layer.ts";
export { spacePlaces } from "./space-places.ts";
export type { SpacedPlaces } from "./space-places.ts";
export { DARK_THEME, LIGHT_THEME } from "./theme.ts";
export { tierZooms } from "./tier-zooms.ts";
export type { TierZooms } from "./tier-zooms.ts";
export type { MapTheme } from "./theme.ts";
