import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** A file of the real data that stands beside the project and is never copied into it. */
export const fixturePath = (name: string): string =>
  resolve(process.env["GETU_FIXTURES"] ?? resolve(root, "../shared/data"), name);
