import { createGridIndex } from "@getu/domain";
import type { GridRecord, ImportResult, Reject, Territory } from "@getu/domain";
import type { AreaGeometry, CrsName } from "@getu/geometry";
import { fromWgs84 } from "@getu/geometry/crs";
import {
  checkDatum,
  checkDeclaredCrs,
  CODE_COMPARISONS,
  countReasons,
  oneOf,
  parseGrids,
  sampleOutlines,
  SourceError,
} from "@getu/sources";
import type { Source } from "@getu/sources";
import type { NewTerritory } from "@getu/store";
import { defineCommand } from "citty";
import type { ArgsDef } from "citty";
import { strictOptions } from "./command-options.ts";
import { commonOptions, definedOf } from "./import-options.ts";
import type { ImportReport, ImportSession } from "./import-session.ts";
import { getNamedTerritory, runImport, unwritten } from "./import-session.ts";
import { readNewTerritory, tierIndex } from "./new-territory.ts";
import type { TerritoryArgs } from "./new-territory.ts";
import { noteOverlaps } from "./overlapping-grids.ts";
import type { OverlapNotes } from "./overlapping-grids.ts";
import { idOfFile, percent, placeGrids } from "./place-grids.ts";
import type { PlacedGrids } from "./place-grids.ts";

const options = {
  ...commonOptions,
  tier: { type: "string", required: true, valueHint: "KEY", description: "Tier of all grids of the file" },
  name: { type: "string", valueHint: "FIELD", description: "Field with the name" },
  code: { type: "string", valueHint: "FIELD", description: "Field with the code (default: the id)" },
  parent: {
    type: "string",
    valueHint: "FIELD",
    description: "Field with the parent's id; without it the parent is who shares the most ground",
  },
  "parent-as": {
    type: "enum",
    options: [...CODE_COMPARISONS],
    default: "text",
    description: 'How ids of parents compare: as text "09" is not 9, as number it is',
  },
  leader: { type: "string", valueHint: "FIELD", description: "Field with the leader's name" },
  households: { type: "string", valueHint: "FIELD", description: "Field with the number of households" },
  create: { type: "boolean", description: "Make the territory when there is none with this code" },
  "name-zh": { type: "string", valueHint: "NAME", description: "Name of a new territory in Chinese" },
  "name-en": { type: "string", valueHint: "NAME", description: "The same in English" },
  tiers: {
    type: "string",
    valueHint: "TIERS",
    description: "Tiers of a new territory, coarsest first: key:中文/English,…",
  },
  "time-zone": {
    type: "string",
    default: "Asia/Shanghai",
    valueHint: "ZONE",
    description: "Zone of a new territory",
  },
} satisfies ArgsDef;

/** `getu import grids`: the grids of one tier. */
export const importGridsCommand = defineCommand({
  meta: { name: "grids", description: "Import the grids of one tier, coarsest tier first" },
  args: options,
  plugins: [strictOptions],
  run: ({ args }) => runImport(args, (session) => importGridFile(session, args)),
});

/** The options of the command, as a program gives them. */
export type GridArgs = TerritoryArgs & {
  file: string;
  id: string;
  tier: string;
  "parent-as"?: string | undefined;
  "dry-run"?: boolean | undefined;
} & { [Field in "name" | "code" | "parent" | "leader" | "households"]?: string | undefined };

/** Imports the grids of an open file, all in one transaction; throws one line when none of them can be taken. */
export async function importGridFile(session: ImportSession, args: GridArgs): Promise<ImportReport> {
  const { source, crs, store, db } = session;
  const { name, code, parent, leader, households } = args;
  const fresh = readNewTerritory(args);
  const existing = await findOrFail(session, args.territory, fresh);
  const tiers = (existing ?? fresh)?.tiers ?? []; // findOrFail has seen that one of them is there
  const tier = tierIndex(tiers, args.tier);
  const fields = definedOf({ name, code, parent, leader, households });
  const file = await parseGrids(source, { id: args.id, crs, tier, ...fields });
  if (file.grids.length === 0) throw nothingUsable(source, file);
  const outlines = existing ? await store.listGridOutlines(db, { territoryId: existing.id }) : [];
  const parentAs = oneOf(CODE_COMPARISONS)(args["parent-as"] ?? "text");
  const placed = placeGrids(file, { source: source.file, tiers, tier, outlines, parentAs });
  if (placed.grids.length === 0) throw nothingUsable(source, placed);
  const declared = checkDeclaredCrs(source.declaredCrs(), crs);
  const overlaps = noteOverlaps(placed, { outlines, tier });
  const warnings = [...declared, ...checkPlace(placed.grids, placed.expected, crs), ...overlaps.warnings];
  const isDry = args["dry-run"] === true;
  const written = isDry ? unwritten : await writeGrids(session, placed, existing ?? fresh);
  return toReport(args.tier, placed, { written, overlaps: { ...overlaps, warnings } });
}

async function findOrFail(
  session: ImportSession,
  code: string,
  fresh: NewTerritory | null,
): Promise<Territory | null> {
  return fresh ? session.store.findTerritory(session.db, { code }) : getNamedTerritory(session, code);
}

/** A new territory is made with its grids in one transaction, so that a failure leaves no empty one. */
async function writeGrids(
  { source, store, db }: ImportSession,
  { grids }: PlacedGrids,
  into: Territory | NewTerritory | null,
): Promise<ImportResult> {
  if (!into) return unwritten;
  const target = "id" in into ? { territoryId: into.id } : { create: into };
  return store.importGrids(db, { ...target, records: grids, file: source.file });
}

/** Whether the grids lie where their surroundings are, read in this coordinate system or in another. */
function checkPlace(grids: readonly GridRecord[], expected: readonly AreaGeometry[], crs: CrsName): string[] {
  if (expected.length === 0) return [];
  const index = createGridIndex(expected.map((area, id) => ({ id, area })));
  const positions = sampleOutlines(grids.flatMap(({ area }) => area ?? []));
  const pairs = positions.map((position) => fromWgs84(position, crs));
  return checkDatum({ pairs, crs }, (position) => index.gridAt(position) !== null);
}

function nothingUsable(
  source: Source,
  { features, rejects }: { features: number; rejects: readonly Reject[] },
): SourceError {
  const reasons = Object.entries(countReasons(rejects)).map(([reason, times]) => `${times} ${reason}`);
  const hint = rejects.some(({ reason }) => reason === "no-id")
    ? `; name the id with --id; the fields are: ${source.fields().join(", ")}`
    : "";
  return new SourceError(
    `${source.path}: none of ${features} features can be a grid (${reasons.join(", ")})${hint}`,
  );
}

/** Differences below this part of a parent are drawing noise. */
const WORTH_SAYING = 0.001;
const MAX_FINDINGS = 5;

function toReport(
  tier: string,
  { features, grids, rejects, remarks, comparisons }: PlacedGrids,
  { written, overlaps }: { written: ImportReport["result"]; overlaps: OverlapNotes },
): ImportReport {
  const differing = comparisons.filter(
    ({ uncoveredShare, overhangShare }) => uncoveredShare + overhangShare > WORTH_SAYING,
  );
  const findings = differing
    .slice(0, MAX_FINDINGS)
    .map(
      ({ parent, uncoveredShare, overhangShare }) =>
        `${idOfFile(parent)}: ${percent(uncoveredShare)} of its own outline is in none of its children, ${percent(overhangShare)} of theirs is beyond it`,
    );
  const crossing = remarks.filter(({ reason }) => reason === "crosses-parents").map(({ detail }) => detail);
  const head =
    comparisons.length > 0 ? ([["parents that differ from their children", differing.length]] as const) : [];
  return {
    kind: `grids (${tier})`,
    rows: features,
    usable: grids.length,
    result: { ...written, rejects: [...rejects, ...written.rejects] },
    remarks,
    warnings: overlaps.warnings,
    lines: [["grids", grids.length], ...head, ...overlaps.lines],
    findings: [...crossing.slice(0, MAX_FINDINGS), ...findings, ...overlaps.findings],
    facts: { grids: grids.length, parents: comparisons, ...overlaps.facts },
  };
}
