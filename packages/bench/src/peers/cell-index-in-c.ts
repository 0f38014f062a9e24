import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ExactAreaIndex } from "@getu/geometry";
import type { Contender } from "../measure.ts";

const SOURCE = fileURLToPath(new URL("cell-index.c", import.meta.url));

/** Answers before the one that is timed: the first meets cold pages. */
const TIMES = "3";

/** The same algorithm as a program in C, over the same index and the same positions. */
export type CellIndexInC = Contender & {
  /** The owners that it found in its last round. */
  owners(): Int32Array;
  remove(): void;
};

/** Compiles the program; a reason when there is no C compiler. */
export function createCellIndexInC(
  index: ExactAreaIndex,
  positions: Float64Array,
): CellIndexInC | { reason: string } {
  const directory = mkdtempSync(join(tmpdir(), "getu-cell-index-"));
  const [program, saved, asked, answered] = ["program", "index", "positions", "owners"].map((name) =>
    join(directory, name),
  ) as [string, string, string, string];
  const compiled = spawnSync("gcc", ["-O3", "-march=native", "-o", program, SOURCE, "-lm"], {
    encoding: "utf8",
  });
  if (compiled.status !== 0) {
    rmSync(directory, { recursive: true });
    return { reason: compiled.error ? "there is no gcc" : `gcc: ${compiled.stderr}` };
  }
  writeFileSync(saved, new Uint8Array(index.toBuffer()));
  writeFileSync(asked, positions);
  let seconds = 0;
  return {
    name: "the same algorithm in C",
    round() {
      seconds += Number(execFileSync(program, [saved, asked, answered, TIMES], { encoding: "utf8" }));
      return positions.length / 2;
    },
    seconds: () => seconds,
    owners: () => new Int32Array(new Uint8Array(readFileSync(answered)).buffer),
    remove: () => rmSync(directory, { recursive: true }),
  };
}
