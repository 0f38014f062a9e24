import type { ClusterRecord } from "@getu/domain";
import { parseClusters } from "@getu/sources";
import { defineCommand } from "citty";
import type { ArgsDef } from "citty";
import { strictOptions } from "./command-options.ts";
import { definedOf, pointOptions } from "./import-options.ts";
import { collect, importPoints } from "./import-points.ts";

/** All addresses there are, to see whether known ones would move. */
const ALL = 1_000_000;

const options = {
  ...pointOptions,
  households: {
    type: "string",
    required: true,
    valueHint: "FIELD",
    description: "Field with the number of households at the address",
  },
} satisfies ArgsDef;

/** `getu import households`: the addresses that are visited, each with how many live there and nobody's name. */
export const importHouseholdsCommand = defineCommand({
  meta: {
    name: "households",
    description: "Import households: addresses to be visited, without names of people",
  },
  args: options,
  plugins: [strictOptions],
  async run({ args }) {
    const { id, name, households } = args;
    await importPoints<ClusterRecord>(args, async ({ source }, position) => {
      const mapping = { id, idPrefix: args["id-prefix"], position, households, ...definedOf({ name }) };
      return {
        kind: "households",
        rows: () => parseClusters(source, mapping),
        known: async ({ store, db }, territoryId) =>
          (await store.listClusters(db, { territoryId, timeZone: "UTC", limit: ALL })).clusters,
        write: async ({ store, db }, territoryId, records) =>
          store.importClusters(db, { territoryId, records: await collect(records), file: source.file }),
      };
    });
  },
});
