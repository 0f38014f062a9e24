import { readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";

/** The account the database runs as when Getu itself runs as root, which PostgreSQL refuses to. */
export type PostgresUser = { name: string; uid: number; gid: number };

const CANDIDATES = ["postgres", "nobody"];

/** The first of `postgres` and `nobody` that exists when we are root; null = run as ourselves. */
export function findPostgresUser(passwdFile = "/etc/passwd"): PostgresUser | null {
  if (process.getuid?.() !== 0) return null;
  const lines = readFileSync(passwdFile, "utf8").split("\n");
  for (const candidate of CANDIDATES) {
    const [name, , uid, gid] = lines.find((line) => line.startsWith(`${candidate}:`))?.split(":") ?? [];
    if (name && uid && gid) return { name, uid: Number(uid), gid: Number(gid) };
  }
  throw new Error(`running as root, but there is no user ${CANDIDATES.join(" or ")} to run the database as`);
}

/** True when the user may pass through the folder and every folder above it (mode bits; access lists are not asked). */
export function canEnter(folder: string, user: PostgresUser): boolean {
  const { mode, uid, gid } = statSync(folder);
  const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
  if ((mode & bit) === 0) return false;
  const parent = dirname(folder);
  return parent === folder || canEnter(parent, user);
}
