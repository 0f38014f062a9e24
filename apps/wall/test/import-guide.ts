import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const GUIDE = fileURLToPath(new URL("../../../docs/import.md", import.meta.url));

/** Fenced blocks of the import guide in that language; "" = what commands printed. */
function blocksOf(language: string): string[] {
  // Fences are taken in pairs, in order: a closing fence looks like the opening one of a block without a language.
  const blocks = readFileSync(GUIDE, "utf8").matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm);
  return [...blocks].filter(([, named]) => named === language).map(([, , text]) => text ?? "");
}

/** The guide's commands, block by block, exactly as a reader would paste them. */
export const guideCommands = (): string[] => blocksOf("sh");

/** Every count the guide says such an import printed: its lines without the times, white space folded. */
export const guideCounts = (): string[] =>
  blocksOf("")
    .filter((block) => block.includes("→") && !block.startsWith("$"))
    .flatMap((block) => block.split("\n").map(folded))
    .filter((line) => line !== "" && !line.startsWith("seconds"));

/** A line with its white space folded, so that column widths do not matter. */
export const folded = (line: string): string => line.trim().replaceAll(/\s+/g, " ");
