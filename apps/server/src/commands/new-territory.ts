import { DEFAULT_TIERS, tierSchema } from "@getu/domain";
import type { Tier } from "@getu/domain";
import { SourceError } from "@getu/sources";
import type { NewTerritory } from "@getu/store";
import { UsageError } from "./command-options.ts";

/** The options that describe it. */
export type TerritoryArgs = {
  territory: string;
  create?: boolean | undefined;
  "name-zh"?: string | undefined;
  "name-en"?: string | undefined;
  tiers?: string | undefined;
  "time-zone": string;
};

/** The territory that --create asks for; null without it. */
export function readNewTerritory(args: TerritoryArgs): NewTerritory | null {
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

/** Place of a tier in the nesting; throws with the tiers there are. */
export function tierIndex(tiers: readonly Tier[], key: string): number {
  const index = tiers.findIndex((tier) => tier.key === key);
  if (index < 0)
    throw new SourceError(
      `there is no tier "${key}"; the tiers are: ${tiers.map((tier) => tier.key).join(", ")}`,
    );
  return index;
}
