import { CAMERA_KINDS, CAMERA_STATUSES } from "@getu/domain";
import type { CameraRecord } from "@getu/domain";
import { CAMERA_KIND_WORDS, CAMERA_STATUS_WORDS, oneOf, parseCameras } from "@getu/sources";
import { defineCommand } from "citty";
import type { ArgsDef } from "citty";
import { readNumber, strictOptions } from "./command-options.ts";
import { definedOf, pointOptions } from "./import-options.ts";
import { collect, importPoints } from "./import-points.ts";
import { readMeanings } from "./meaning-options.ts";

const options = {
  ...pointOptions,
  direction: {
    type: "string",
    valueHint: "FIELD",
    description: 'Field with bearings: "182", "15;182;298", "335-45" or "NE"',
  },
  "field-of-view": {
    type: "string",
    default: "60",
    valueHint: "DEGREES",
    description: "Width of view where the file gives only a bearing",
  },
  range: { type: "string", valueHint: "FIELD", description: "Field with the range in metres" },
  "default-range": { type: "string", valueHint: "METRES", description: "Range where the file gives none" },
  height: { type: "string", valueHint: "FIELD", description: "Field with the mounting height in metres" },
  kind: {
    type: "string",
    valueHint: "FIELD",
    description: `Field with the kind: ${CAMERA_KINDS.join(", ")}`,
  },
  "kind-map": {
    type: "string",
    valueHint: "MAP",
    description: "What other words mean: dome camera=dome,… or FILE.json",
  },
  owner: { type: "string", valueHint: "FIELD", description: "Field with the owner" },
  status: {
    type: "string",
    valueHint: "FIELD",
    description: `Field with the state: ${CAMERA_STATUSES.join(", ")}`,
  },
  "status-map": {
    type: "string",
    valueHint: "MAP",
    description: "What other words mean: OK=online,… or FILE.json",
  },
  verified: {
    type: "string",
    valueHint: "FIELD",
    description:
      "Field with the day (2026-05-31) on which somebody looked whether it sees what the file says",
  },
} satisfies ArgsDef;

/** `getu import cameras`: surveillance points with the sectors they see. */
export const importCamerasCommand = defineCommand({
  meta: { name: "cameras", description: "Import cameras" },
  args: options,
  plugins: [strictOptions],
  async run({ args }) {
    const kinds = await readMeanings(CAMERA_KIND_WORDS, {
      map: args["kind-map"],
      check: oneOf(CAMERA_KINDS),
    });
    const statuses = await readMeanings(CAMERA_STATUS_WORDS, {
      map: args["status-map"],
      check: oneOf(CAMERA_STATUSES),
    });
    const { name, direction, range, height, kind, owner, status, verified } = args;
    await importPoints<CameraRecord>(args, async ({ source }, position) => {
      const mapping = {
        id: args.id,
        idPrefix: args["id-prefix"],
        position,
        ...definedOf({ name, direction, range, height, kind, owner, status, verified }),
        fieldOfViewDegrees: readNumber("field-of-view", args["field-of-view"], { above: 0, max: 360 }),
        rangeMetres:
          args["default-range"] === undefined
            ? null
            : readNumber("default-range", args["default-range"], { above: 0, max: 5000 }),
        kinds,
        statuses,
      };
      return {
        kind: "cameras",
        rows: () => parseCameras(source, mapping),
        known: ({ store, db }, territoryId) => store.listCameras(db, { territoryId }),
        write: async ({ store, db }, territoryId, records) =>
          store.importCameras(db, { territoryId, records: await collect(records), file: source.file }),
      };
    });
  },
});
