import { PLACE_KINDS } from "@getu/domain";
import type { PlaceRecord } from "@getu/domain";
import { oneOf, parsePlaces } from "@getu/sources";
import type { PlaceMapping } from "@getu/sources";
import { defineCommand } from "citty";
import type { ArgsDef } from "citty";
import { strictOptions } from "./command-options.ts";
import { definedOf, pointOptions } from "./import-options.ts";
import { collect, importPoints } from "./import-points.ts";
import { demandOneOf, ownWords, readMeanings } from "./meaning-options.ts";

const options = {
  ...pointOptions,
  kind: { type: "enum", options: [...PLACE_KINDS], description: "The kind of every place of the file" },
  "kind-field": { type: "string", valueHint: "FIELD", description: "Or the field that tells" },
  "kind-map": {
    type: "string",
    valueHint: "MAP",
    description: "and what its words mean: Station=police-room,*=other or FILE.json",
  },
  telephone: { type: "string", valueHint: "FIELD", description: "Field with the office's telephone" },
  hours: {
    type: "string",
    valueHint: "FIELD",
    description: "Field with opening hours (OpenStreetMap syntax)",
  },
  staff: { type: "string", valueHint: "FIELD", description: "Field with the staff on duty" },
} satisfies ArgsDef;

/** `getu import places`: police rooms, mediation rooms and the other places that serve residents. */
export const importPlacesCommand = defineCommand({
  meta: { name: "places", description: "Import places" },
  args: options,
  plugins: [strictOptions],
  async run({ args }) {
    const kind = await readKind(args);
    const { name, telephone, hours: openingHours, staff } = args;
    await importPoints<PlaceRecord>(args, async ({ source }, position) => {
      const mapping = {
        id: args.id,
        idPrefix: args["id-prefix"],
        position,
        kind,
        ...definedOf({ name, telephone, openingHours, staff }),
      };
      return {
        kind: "places",
        rows: () => parsePlaces(source, mapping),
        known: ({ store, db }, territoryId) => store.listPlaces(db, { territoryId }),
        write: async ({ store, db }, territoryId, records) =>
          store.importPlaces(db, { territoryId, records: await collect(records), file: source.file }),
      };
    });
  },
});

type KindArgs = {
  kind?: string | undefined;
  "kind-field"?: string | undefined;
  "kind-map"?: string | undefined;
};

async function readKind(args: KindArgs): Promise<PlaceMapping["kind"]> {
  const field = args["kind-field"];
  demandOneOf({ kind: args.kind, "kind-field": field });
  if (field === undefined) return oneOf(PLACE_KINDS)(args.kind);
  const given = { map: args["kind-map"], check: oneOf(PLACE_KINDS) };
  return { field, kinds: await readMeanings(ownWords(PLACE_KINDS), given) };
}
