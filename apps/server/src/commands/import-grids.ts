import { createGridIndex, DEFAULT_TIERS, tierSchema } from "@getu/domain";
import type { GridRecord, Reject, Territory, Tier } from "@getu/domain";
import type { AreaGeometry, CrsName } from "@getu/geometry";
import { fromWgs84 } from "@getu/geometry/crs";
import type { GridFile, Outline, ParentComparison, Remark } from "@getu/sources";
import {
  checkDatum,
  checkDeclaredCrs,
  compareParents,
  countReasons,
  findParents,
  parseGrids,
  sampleOutlines,
  SourceError,
} from "@getu/sources";
import { defineCommand } from "citty";
import type { ArgsDef } from "citty";
import { strictOptions, UsageError } from "./command-options.ts";
import { commonOptions, definedOf } from "./import-options.ts";
import type { ImportReport, ImportSession } from "./import-session.ts";
import { getNamedTerritory, runImport, unwritten } from "./import-session.ts";

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
  meta: { name: "getu import grids", description: "Import the grids of one tier, coarsest tier first" },
  args: options,
  plugins: [strictOptions],
  async run({ args }) {
    const { name, code, parent, leader, households } = args;
    const fields = definedOf({ name, code, parent, leader, households });
    const fresh = readNewTerritory(args);
    await runImport(args, async (session) => {
      const { source, crs } = session;
      const existing = fresh
        ? await findExisting(session, args.territory)
        : await getNamedTerritory(session, args.territory);
      const tiers = (existing ?? fresh)?.tiers ?? []; // one of them is there
      const tier = tierIndex(tiers, args.tier);
      const file = withTierIds(await parseGrids(source, { id: args.id, crs, tier, ...fields }), tier, tiers);
      if (file.grids.length === 0) throw nothingUsable(args.file, file);
      const outlines = existing ? await outlinesOf(session, existing.id) : [];
      const placed = placeUnderParents(file, {
        source: source.file,
        outlines,
        tier,
        isNamed: parent !== undefined,
        tiers,
      });
      if (placed.grids.length === 0) throw nothingUsable(args.file, placed);
      const isDry = args["dry-run"] === true;
      const territory = existing ?? (isDry ? null : await createFrom(session, fresh));
      const written =
        territory && !isDry
          ? await session.store.importGrids(session.db, {
              territoryId: territory.id,
              records: placed.grids,
              file: source.file,
            })
          : unwritten;
      const warnings = [
        ...checkDeclaredCrs(source.declaredCrs(), crs),
        ...checkPlace(placed.grids, placed.expected, crs),
      ];
      return toReport(args.tier, placed, { written, warnings });
    });
  },
});

type NewTerritory = Pick<Territory, "code" | "name" | "tiers" | "timeZone" | "demo">;

type TerritoryArgs = {
  territory: string;
  create?: boolean | undefined;
  "name-zh"?: string | undefined;
  "name-en"?: string | undefined;
  tiers?: string | undefined;
  "time-zone": string;
};

function readNewTerritory(args: TerritoryArgs): NewTerritory | null {
  const { territory: code, create } = args;
  if (create !== true) {
    if (args.tiers !== undefined) throw new UsageError("--tiers is for a new territory: add --create");
    return null;
  }
  const en = args["name-en"] ?? args["name-zh"] ?? code;
  const zh = args["name-zh"] ?? en;
  const tiers = args.tiers === undefined ? [...DEFAULT_TIERS] : args.tiers.split(",").map(readTier);
  return { code, name: { zh, en }, tiers, timeZone: args["time-zone"], demo: false };
}

function readTier(text: string): Tier {
  const [key = "", label = key] = text.trim().split(":");
  const [zh = "", en = zh] = label.split("/");
  const tier = tierSchema.safeParse({ key, name: { zh, en } });
  if (!tier.success)
    throw new UsageError(`"${text}" is no tier: write key:中文/English, the key in small letters`);
  return tier.data;
}

function tierIndex(tiers: readonly Tier[], key: string): number {
  const index = tiers.findIndex((tier) => tier.key === key);
  if (index < 0)
    throw new SourceError(
      `there is no tier "${key}"; the tiers are: ${tiers.map((tier) => tier.key).join(", ")}`,
    );
  return index;
}

const findExisting = ({ store, db }: ImportSession, code: string): Promise<Territory | null> =>
  store.findTerritory(db, { code });

async function createFrom(
  { store, db }: ImportSession,
  fresh: NewTerritory | null,
): Promise<Territory | null> {
  return fresh ? store.createTerritory(db, fresh) : null;
}

type TierOutline = Outline & { tier: number };

/** Files number each tier from one: what is unique is the id within its tier. */
const idWithin = (tier: Tier | undefined, id: string): string => `${tier?.key ?? ""}:${id}`;

/** The id as the file has it. */
const idOfFile = (externalId: string): string => externalId.slice(externalId.indexOf(":") + 1);

const outlinesOf = ({ store, db }: ImportSession, territoryId: number): Promise<TierOutline[]> =>
  store.listGridOutlines(db, { territoryId });

type Grids = {
  grids: (GridRecord & { rows: readonly number[] })[];
  features: number;
  rejects: Reject[];
  remarks: Remark[];
};

type Placed = Grids & {
  /** Outlines within which the grids are expected; empty = nothing is known. */
  expected: readonly AreaGeometry[];
  comparisons: ParentComparison[];
};

type Surroundings = {
  source: string;
  outlines: readonly TierOutline[];
  tier: number;
  isNamed: boolean;
  tiers: readonly Tier[];
};

/** Gives the grids of a file the ids they have beside those of other tiers. */
function withTierIds(file: GridFile, tier: number, tiers: readonly Tier[]): GridFile {
  const grids = file.grids.map((grid) => ({
    ...grid,
    externalId: idWithin(tiers[tier], grid.externalId),
    parentExternalId:
      grid.parentExternalId === null ? null : idWithin(tiers[tier - 1], grid.parentExternalId),
  }));
  return { ...file, grids };
}

/** Finds the parents that the file does not name, and holds every parent's own outline against its children. */
function placeUnderParents(file: GridFile, { source, outlines, tier, isNamed, tiers }: Surroundings): Placed {
  if (tier === 0) {
    const expected = outlines.filter((outline) => outline.tier === 0).map(({ area }) => area);
    return { ...file, expected, comparisons: [] };
  }
  const parents = outlines.filter((outline) => outline.tier === tier - 1);
  if (parents.length === 0)
    throw new SourceError(
      `tier "${tiers[tier]?.key}" needs parents: import tier "${tiers[tier - 1]?.key}" first`,
    );
  const placed = isNamed ? file : giveParents(file, source, parents);
  const children = placed.grids.flatMap(({ externalId, area, parentExternalId: parent }) =>
    area ? [{ externalId, area, parent }] : [],
  );
  return {
    ...placed,
    expected: parents.map(({ area }) => area),
    comparisons: compareParents(parents, children),
  };
}

function giveParents(file: GridFile, source: string, parents: readonly Outline[]): Grids {
  const outlines = file.grids.flatMap(({ externalId, area }) => (area ? [{ externalId, area }] : []));
  const found = new Map(
    findParents(outlines, parents).map((parent, at) => [outlines[at]?.externalId, parent]),
  );
  const placed: Grids = { ...file, grids: [], rejects: [...file.rejects], remarks: [...file.remarks] };
  for (const grid of file.grids) {
    const parent = found.get(grid.externalId);
    const place = { file: source, row: grid.rows[0] ?? 0 };
    if (!parent) {
      placed.rejects.push({
        ...place,
        reason: "no-parent",
        detail: `"${grid.code}" shares no ground with any grid of the tier above`,
      });
      continue;
    }
    placed.grids.push({ ...grid, parentExternalId: parent.parent });
    if (parent.others.length > 0)
      placed.remarks.push({
        ...place,
        reason: "crosses-parents",
        detail: `${percent(parent.share)} of "${grid.code}" in ${idOfFile(parent.parent)}, the rest in ${parent.others.map(idOfFile).join(", ")}`,
      });
  }
  return placed;
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** Whether the grids lie where their surroundings are, read in this coordinate system or in another. */
function checkPlace(grids: readonly GridRecord[], expected: readonly AreaGeometry[], crs: CrsName): string[] {
  if (expected.length === 0) return [];
  const index = createGridIndex(expected.map((area, id) => ({ id, area })));
  const positions = sampleOutlines(grids.flatMap(({ area }) => area ?? []));
  const pairs = positions.map((position) => fromWgs84(position, crs));
  return checkDatum({ pairs, crs }, (position) => index.gridAt(position) !== null);
}

function nothingUsable(
  path: string,
  { features, rejects }: { features: number; rejects: readonly Reject[] },
): SourceError {
  const reasons = Object.entries(countReasons(rejects)).map(([reason, times]) => `${times} ${reason}`);
  return new SourceError(`${path}: none of ${features} features can be a grid (${reasons.join(", ")})`);
}

/** Differences below this part of a parent are drawing noise. */
const WORTH_SAYING = 0.001;
const MAX_FINDINGS = 5;

function toReport(
  tier: string,
  { features, grids, rejects, remarks, comparisons }: Placed,
  { written, warnings }: { written: ImportReport["result"]; warnings: readonly string[] },
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
    result: { ...written, rejects: [...rejects, ...written.rejects] },
    remarks,
    warnings,
    lines: [["grids", grids.length], ...head],
    findings: [...crossing.slice(0, MAX_FINDINGS), ...findings],
    facts: { grids: grids.length, parents: comparisons },
  };
}
