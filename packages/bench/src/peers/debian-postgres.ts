import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";

const BIN = "/usr/lib/postgresql/15/bin";
const POSTGIS = "/usr/share/postgresql/15/extension/postgis.control";
const PACKAGE = "postgresql-15-postgis-3";

/** A PostgreSQL of our own that is gone afterwards. */
export type PrivatePostgres = { url: string; stop(): void };

/** Why it cannot be had. */
export type Absent = { reason: string };

const SETTINGS = [
  "shared_buffers=1GB",
  "work_mem=256MB",
  "max_parallel_workers_per_gather=0", // one processor against one
  "jit=off",
  "listen_addresses=127.0.0.1",
];

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** PostgreSQL refuses to run as root: then it runs as the user that Debian made for it. */
function run(program: string, args: readonly string[]): void {
  const isRoot = userInfo().uid === 0;
  const command = isRoot ? ["runuser", "-u", "postgres", "--", program, ...args] : [program, ...args];
  execFileSync(command[0]!, command.slice(1), { stdio: ["ignore", "ignore", "pipe"] }); // never empty
}

/** Installs PostGIS where that was allowed; null when it is there. */
function demandPostgis(installPeers: boolean): Absent | null {
  if (existsSync(POSTGIS)) return null;
  if (!installPeers)
    return { reason: `not installed (apt-get install ${PACKAGE}, or run with --install-peers)` };
  const installed = spawnSync("apt-get", ["install", "-y", "--no-install-recommends", PACKAGE], {
    encoding: "utf8",
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  if (existsSync(POSTGIS)) return null;
  return {
    reason: `apt-get could not install ${PACKAGE}: ${(installed.stderr ?? "").trim().split("\n").at(-1) ?? ""}`,
  };
}

/** Starts Debian's PostgreSQL 15 with PostGIS on a private port; its data is deleted when it stops. */
export async function startDebianPostgres(installPeers: boolean): Promise<PrivatePostgres | Absent> {
  const absent = demandPostgis(installPeers);
  if (absent) return absent;
  const folder = mkdtempSync(join(tmpdir(), "getu-bench-"));
  if (userInfo().uid === 0) execFileSync("chown", ["postgres", folder]);
  const port = await freePort();
  const [data, log] = [join(folder, "data"), join(folder, "log")];
  const settings = [...SETTINGS, `port=${port}`, `unix_socket_directories=${folder}`].map(
    (setting) => `-c ${setting}`,
  );
  try {
    run(`${BIN}/initdb`, ["-D", data, "-U", "bench", "--auth=trust", "--encoding=UTF8", "--locale=C"]);
    run(`${BIN}/pg_ctl`, ["-D", data, "-w", "-l", log, "-o", settings.join(" "), "start"]);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    return { reason: `did not start: ${error instanceof Error ? error.message.trim() : String(error)}` };
  }
  return {
    url: `postgresql://bench@127.0.0.1:${port}/postgres`,
    stop() {
      run(`${BIN}/pg_ctl`, ["-D", data, "-m", "immediate", "stop"]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
