import { CHANNELS, dueAt, INCIDENT_STATUSES } from "@getu/domain";
import type { Catalogue, IncidentRecord } from "@getu/domain";
import {
  createTimeReader,
  DATE_FORMATS,
  findFiling,
  oneOf,
  parseIncidents,
  SourceError,
} from "@getu/sources";
import type { DateFormat, Filing, IncidentMapping } from "@getu/sources";
import { defineCommand } from "citty";
import type { ArgsDef } from "citty";
import { readRules } from "../rules.ts";
import { strictOptions, UsageError } from "./command-options.ts";
import { compareOptions, definedOf, pointOptions } from "./import-options.ts";
import { importPoints } from "./import-points.ts";
import { demandOneOf, ownWords, readMeanings } from "./meaning-options.ts";

const { name: _name, ...positionOptions } = pointOptions;

const options = {
  ...positionOptions,
  ...compareOptions,
  category: {
    type: "string",
    valueHint: "CODE",
    description: "Category of every incident: CODE or CODE/CONDITION",
  },
  "category-field": { type: "string", valueHint: "FIELD", description: "Or the field that tells" },
  "category-map": {
    type: "string",
    valueHint: "MAP",
    description: "and what its values mean, FILE.json or THEFT=theft-report,…",
  },
  status: { type: "string", valueHint: "FIELD", description: "Field with the state" },
  "status-map": {
    type: "string",
    valueHint: "MAP",
    description: "What its values mean: OPEN=assigned,CLOSED=closed or FILE.json",
  },
  occurred: { type: "string", valueHint: "FIELD", description: "Field with the time it happened" },
  reported: { type: "string", valueHint: "FIELD", description: "Field with the time it was reported" },
  closed: { type: "string", valueHint: "FIELD", description: "Field with the time it was closed" },
  "date-format": {
    type: "enum",
    options: [...DATE_FORMATS],
    default: "iso",
    description: "iso: year first; us: 7/19/2017 13:45; eu: 19.7.2017",
  },
  "time-zone": {
    type: "string",
    valueHint: "ZONE",
    description: "Zone of times without one (default: the territory's)",
  },
  channel: {
    type: "enum",
    options: [...CHANNELS],
    default: "hotline",
    description: "Where the reports came from",
  },
  summary: { type: "string", valueHint: "FIELD", description: "Field with a line of text" },
  accuracy: {
    type: "string",
    valueHint: "FIELD",
    description: "Field with the accuracy of the position in metres",
  },
} satisfies ArgsDef;

/** `getu import incidents`: events with their category, state and times. */
export const importIncidentsCommand = defineCommand({
  meta: { name: "incidents", description: "Import incidents" },
  args: options,
  plugins: [strictOptions],
  async run({ args }) {
    const { catalogue, calendar } = await readRules();
    const filing = await readFiling(args, catalogue);
    const status = await readStatus(args);
    const { occurred, reported, closed, summary, accuracy } = args;
    if (occurred === undefined && reported === undefined)
      throw new UsageError("give --occurred or --reported, or both");
    await importPoints<IncidentRecord>(args, async ({ source, store, db }, position) => {
      const territory = await store.findTerritory(db, { code: args.territory });
      const zone = args["time-zone"] ?? territory?.timeZone ?? "UTC";
      const mapping: IncidentMapping = {
        id: args.id,
        idPrefix: args["id-prefix"],
        position,
        filing,
        status,
        channel: oneOf(CHANNELS)(args.channel),
        ...definedOf({ occurred, reported, closed, summary, accuracy, ownCode: args.compare }),
        readTime: readZone(args["date-format"] as DateFormat, zone), // citty has checked it against the options
        dueAt: (startedAt, rule) => dueAt({ startedAt, rule }, { calendar, timeZone: zone }),
      };
      return {
        kind: "incidents",
        rows: () => parseIncidents(source, mapping),
        write: ({ store, db }, territoryId, records) =>
          store.importIncidents(db, { territoryId, records, file: source.file }),
      };
    });
  },
});

function readZone(format: DateFormat, zone: string) {
  try {
    return createTimeReader(format, zone);
  } catch {
    throw new SourceError(`unknown time zone "${zone}": use a name such as Asia/Shanghai`);
  }
}

type FilingArgs = {
  category?: string | undefined;
  "category-field"?: string | undefined;
  "category-map"?: string | undefined;
};

async function readFiling(args: FilingArgs, catalogue: Catalogue): Promise<IncidentMapping["filing"]> {
  const field = args["category-field"];
  demandOneOf({ category: args.category, "category-field": field });
  if (field === undefined) return readCode(args.category ?? "", catalogue);
  const check = (meaning: unknown): Filing => findFiling(catalogue, meaning);
  const own = catalogue.categories.map(({ code }) => [code, check(code)] as const);
  return { field, filings: await readMeanings(own, { map: args["category-map"], check }) };
}

function readCode(code: string, catalogue: Catalogue): Filing {
  try {
    return findFiling(catalogue, code);
  } catch (error) {
    throw new SourceError(error instanceof Error ? error.message : String(error));
  }
}

type StatusArgs = { status?: string | undefined; "status-map"?: string | undefined };

async function readStatus(args: StatusArgs): Promise<IncidentMapping["status"]> {
  if (args.status === undefined) return null;
  const given = { map: args["status-map"], check: oneOf(INCIDENT_STATUSES) };
  return { field: args.status, statuses: await readMeanings(ownWords(INCIDENT_STATUSES), given) };
}
