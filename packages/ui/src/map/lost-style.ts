import type { Map as MapLibreMap, Style } from "maplibre-gl";

/**
 * Lets go of the style that a map drops with a lost graphics context. MapLibre takes a style off the list of those that
 * wait for right-to-left letters only when it puts another in its place: one that was lost stays there, with its map and
 * all that the map holds, for as long as the page is there.
 */
export function letGoOfLostStyles(map: MapLibreMap): void {
  let held: Style | null = map.style;
  map.on("webglcontextlost", () => {
    // Workers that begin anew are told of as a lost context, and leave the map its style.
    // oxlint-disable-next-line no-underscore-dangle -- the library's own name
    if (held !== map.style) held?._remove(false);
    held = null;
  });
  for (const event of ["webglcontextrestored", "style.load"] as const)
    map.on(event, () => (held = map.style));
}
