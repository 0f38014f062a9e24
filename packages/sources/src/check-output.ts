import { stat } from "node:fs/promises";
import { SourceError } from "./source-error.ts";

/**
 * Refuses to write where an input is read from, under whatever name (links of both kinds are followed), or onto what is
 * no regular file. To be asked before anything is written.
 */
export async function checkOutput(path: string, inputs: readonly string[]): Promise<void> {
  // The writer fills a file beside the output first, so that one must not be an input either.
  for (const written of [path, `${path}.unfinished`]) {
    const facts = await findFacts(written);
    if (!facts) continue;
    if (!facts.isFile()) throw new SourceError(`${written}: is not a regular file; nothing was written`);
    for (const input of inputs) {
      const other = await findFacts(input);
      if (other && other.dev === facts.dev && other.ino === facts.ino)
        throw new SourceError(`${written}: is the same file as the input ${input}; nothing was written`);
    }
  }
}

/** Null where there is no such file; in whole numbers, since file numbers of Windows exceed a double. */
const findFacts = (path: string) => stat(path, { bigint: true }).catch(() => null);
