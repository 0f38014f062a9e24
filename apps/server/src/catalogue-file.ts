import { readFile } from "node:fs/promises";
import { catalogueSchema } from "@getu/domain";
import type { Catalogue } from "@getu/domain";
import { StartError } from "./start-error.ts";

/** The event catalogue of a file; throws one line when it is missing or not a catalogue. */
export async function readCatalogue(file: string): Promise<Catalogue> {
  try {
    return catalogueSchema.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (error) {
    throw new StartError(`the event catalogue ${file} cannot be used`, { cause: error });
  }
}
