import { BASEMAP_KINDS } from "@getu/domain";
import { checkDeclaredCrs, oneOf, parseBasemap, SourceError } from "@getu/sources";
import { defineCommand } from "citty";
import type { ArgsDef } from "citty";
import { strictOptions } from "./command-options.ts";
import { commonOptions, definedOf } from "./import-options.ts";
import { getNamedTerritory, runImport, unwritten } from "./import-session.ts";
import { ownWords, readMeanings } from "./meaning-options.ts";

const { id: _id, ...fileOptions } = commonOptions;

const ROAD_CLASSES = ["arterial", "secondary", "lane"] as const;

const options = {
  ...fileOptions,
  kind: {
    type: "enum",
    options: [...BASEMAP_KINDS],
    required: true,
    description: "Which layer of the ground",
  },
  name: { type: "string", valueHint: "FIELD", description: "Field with the name" },
  class: {
    type: "string",
    valueHint: "FIELD",
    description: `Field with a road's class: ${ROAD_CLASSES.join(", ")}`,
  },
  "class-map": {
    type: "string",
    valueHint: "MAP",
    description: "What other words mean: Alley=lane,*=secondary or FILE.json",
  },
  levels: { type: "string", valueHint: "FIELD", description: "Field with a building's storeys" },
} satisfies ArgsDef;

/** `getu import basemap`: one layer of the ground; what was there before is replaced. */
export const importBasemapCommand = defineCommand({
  meta: {
    name: "basemap",
    description: "Import a layer of the ground: roads, water, green, buildings",
  },
  args: options,
  plugins: [strictOptions],
  async run({ args }) {
    const given = { map: args["class-map"], check: oneOf(ROAD_CLASSES) };
    const map = await readMeanings(ownWords(ROAD_CLASSES), given);
    const classes = args.class === undefined ? null : { field: args.class, map };
    await runImport({ ...args, id: "@row" }, async (session) => {
      const { source, crs, store, db } = session;
      const kind = oneOf(BASEMAP_KINDS)(args.kind);
      const { name, levels } = args;
      const file = await parseBasemap(source, { kind, crs, classes, ...definedOf({ name, levels }) });
      const territory = await getNamedTerritory(session, args.territory);
      const count = file.collection.features.length;
      if (count === 0) throw new SourceError(`${args.file}: none of its features can be a ${kind}`);
      const isDry = args["dry-run"] === true;
      const collection = file.collection;
      const { changed } = isDry
        ? { changed: false }
        : await store.importBasemap(db, { territoryId: territory.id, kind, collection });
      const written = changed ? { inserted: count } : { unchanged: isDry ? 0 : count };
      return {
        kind: `basemap ${kind}`,
        rows: file.features,
        usable: count,
        result: { ...unwritten, ...written, rejects: file.rejects },
        remarks: [],
        warnings: checkDeclaredCrs(source.declaredCrs(), crs),
      };
    });
  },
});
