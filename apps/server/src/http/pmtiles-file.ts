import { open } from "node:fs/promises";
import { basename, dirname } from "node:path";
import type { FastifyInstance } from "fastify";
import { StartError, systemCode } from "../start-error.ts";

/** Where the archive of tiles is served. */
export const PMTILES_ADDRESS = "/basemap.pmtiles";

/** The first bytes of every archive, by its specification. */
const MAGIC = "PMTiles";

/** Throws one line when the file cannot be read or is no archive of tiles. */
export async function checkPmtiles(file: string): Promise<void> {
  const handle = await open(file, "r").catch((error: unknown) => {
    throw new StartError(`BASEMAP_PMTILES: ${file} cannot be read (${systemCode(error)})`);
  });
  try {
    const { buffer } = await handle.read(Buffer.alloc(MAGIC.length), 0, MAGIC.length, 0);
    if (buffer.toString("latin1") !== MAGIC)
      throw new StartError(`BASEMAP_PMTILES: ${file} is not a PMTiles archive`);
  } finally {
    await handle.close();
  }
}

/** Serves the archive by byte ranges; a map reads only the parts it shows. */
export function installPmtiles(app: FastifyInstance, file: string): void {
  app.get(PMTILES_ADDRESS, (_request, reply) =>
    reply
      .type("application/vnd.pmtiles")
      .header("cache-control", "public, no-cache")
      .sendFile(basename(file), dirname(file), { cacheControl: false }),
  );
}
