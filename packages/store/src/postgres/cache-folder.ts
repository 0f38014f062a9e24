import { homedir } from "node:os";
import { join } from "node:path";

/** Where files may live that must not lie in the checkout: everybody may pass through it when we are root. */
export function cacheFolder(): string {
  if (process.getuid?.() === 0) return "/var/cache/getu";
  return join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "getu");
}
