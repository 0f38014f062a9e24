import { defineCommand } from "citty";

/** `getu import …`: one command for each kind of thing. */
export const importCommand = defineCommand({
  meta: { name: "import", description: "Bring your own files into the database" },
  subCommands: {
    grids: async () => (await import("./import-grids.ts")).importGridsCommand,
    cameras: async () => (await import("./import-cameras.ts")).importCamerasCommand,
    places: async () => (await import("./import-places.ts")).importPlacesCommand,
    households: async () => (await import("./import-households.ts")).importHouseholdsCommand,
    incidents: async () => (await import("./import-incidents.ts")).importIncidentsCommand,
    basemap: async () => (await import("./import-basemap.ts")).importBasemapCommand,
  },
});
