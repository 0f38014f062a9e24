import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const GUIDE = fileURLToPath(new URL("../../../docs/import.md", import.meta.url));

/** Fenced blocks of the import guide in that language; "" = what commands printed. */
function blocksOf(language: string): string[] {
  // Fences are taken in pairs, in order: a closing fence looks like the opening one of a block without a language.
  const blocks = readFileSync(GUIDE, "utf8").matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm);
  return [...blocks].filter(([, named]) => named === language).map(([, , text]) => text ?? "");
}

/** True when a block is about one of these cities. */
const isAbout = (block: string, cities: readonly string[]): boolean =>
  cities.some((city) => new RegExp(`\\b${city}\\b`).test(block));

/** The guide's commands, block by block, exactly as a reader would paste them, but for those about some cities. */
export const guideCommands = (without: readonly string[]): string[] =>
  blocksOf("sh").filter((block) => !isAbout(block, without));

/** Every count the guide says such an import printed: its lines without the times, white space folded. */
export const guideCounts = (without: readonly string[]): string[] =>
  blocksOf("")
    .filter((block) => block.includes("→") && !block.startsWith("$") && !isAbout(block, without))
    .flatMap((block) => block.split("\n").map(folded))
    .filter((line) => line !== "" && !line.startsWith("seconds"));

/** A line with its white space folded, so that column widths do not matter. */
export const folded = (line: string): string => line.trim().replaceAll(/\s+/g, " ");
