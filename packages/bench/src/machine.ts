import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { arch, cpus, platform, release, totalmem } from "node:os";
import { join } from "node:path";

/** What a run ran on. */
export type Machine = { description: string; versions: Record<string, string> };

const PACKAGES = [
  "flatbush",
  "@turf/boolean-point-in-polygon",
  "@duckdb/node-api",
  "@prisma/client",
  "pg",
  "fastify",
  "@trpc/server",
];

/** The version of an installed package: packages hide their manifest behind `exports`, so its folder is looked for. */
function findVersion(name: string): string | null {
  const require = createRequire(import.meta.url);
  for (const folder of require.resolve.paths(name) ?? []) {
    try {
      const manifest = JSON.parse(readFileSync(join(folder, name, "package.json"), "utf8")) as {
        version: string;
      };
      return manifest.version;
    } catch {
      continue; // not in this folder
    }
  }
  return null;
}

/** The machine and the versions that matter. */
export function describeMachine(): Machine {
  const [processor] = cpus();
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  const versions = PACKAGES.map((name) => [name, findVersion(name)] as const).filter(
    ([, version]) => version !== null,
  );
  return {
    description: `${processor?.model.trim() ?? arch()}, ${cpus().length} processors, ${gigabytes} GB, ${platform()} ${release()}`,
    versions: { node: process.versions.node, v8: process.versions.v8, ...Object.fromEntries(versions) },
  };
}
