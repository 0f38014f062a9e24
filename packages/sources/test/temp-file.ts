import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folder = mkdtempSync(join(tmpdir(), "getu-sources-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
let count = 0;

/** Writes a file that is removed when the tests are done. */
export function tempFile(content: string | Buffer, name = "file.txt"): string {
  count += 1;
  const path = join(folder, `${count}-${name}`);
  writeFileSync(path, content);
  return path;
}

/** A path in the same folder where nothing stands yet. */
export const tempPath = (name: string): string => join(folder, name);
