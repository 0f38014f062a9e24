import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { startEmbeddedPostgres } from "../src/index.ts";
import { findBinaries, installedBinaries } from "../src/postgres/postgres-binaries.ts";
import { findPostgresUser } from "../src/postgres/postgres-user.ts";
import { complaintOf, pidOf, useEmbeddedTrial } from "./embedded-trial.ts";

const isRoot = process.getuid?.() === 0;
const user = findPostgresUser();

const trial = useEmbeddedTrial();

describe("where it cannot run it says why in one line", () => {
  test("a folder that cannot be written", () => {
    const locked = join(trial.folder, "locked");
    mkdirSync(locked);
    chmodSync(locked, 0o555);
    const { status, stderr } = complaintOf({ home: join(locked, "home"), ...user });
    expect(status).toBe(1);
    expect(stderr).toBe(`cannot write to the folder ${join(locked, "home")}: no permission\n`);
  });

  test("a home that is a file", async () => {
    writeFileSync(trial.home, "");
    await expect(startEmbeddedPostgres({ home: trial.home })).rejects.toThrow(
      /^cannot write to the folder .*home: .+$/,
    );
  });

  test("settings that are not JSON", async () => {
    mkdirSync(trial.home);
    writeFileSync(join(trial.home, "postgres.json"), "{");
    await expect(startEmbeddedPostgres({ home: trial.home })).rejects.toThrow(
      /^cannot read .*postgres\.json: .+$/,
    );
  });

  test("programs that are missing, are not programs, or cannot be read", () => {
    const source = join(trial.folder, "native");
    mkdirSync(join(source, "bin"), { recursive: true });
    expect(() => findBinaries(user, source)).toThrow(/initdb is missing: run npm install again$/);
    for (const name of ["initdb", "postgres", "pg_ctl"])
      writeFileSync(join(source, "bin", name), "not a program", { mode: 0o755 });
    expect(() => findBinaries(user, source)).toThrow(/^the database programs in .* do not run as .+$/);
  });
});

describe.runIf(isRoot)("as root", () => {
  test("the database does not run as root", async () => {
    const postgres = await trial.start();
    expect(statSync(`/proc/${pidOf(postgres)}`).uid).toBe(user!.uid);
    expect(statSync(postgres.dataFolder).uid).toBe(user!.uid);
  });

  test("below a folder that only root may enter, data and programs live in the cache folder", async () => {
    chmodSync(trial.folder, 0o700);
    const postgres = await trial.start();
    expect(postgres.dataFolder).toMatch(/^\/var\/cache\/getu\/[0-9a-f]{16}\/data$/);
    trial.cleanUp.unshift(() => rmSync(dirname(postgres.dataFolder), { recursive: true, force: true }));
    const source = join(trial.folder, "native");
    cpSync(installedBinaries(), source, { recursive: true, verbatimSymlinks: true });
    const found = findBinaries(user, source);
    trial.cleanUp.push(() => rmSync(dirname(found), { recursive: true, force: true }));
    expect(found).toMatch(/^\/var\/cache\/getu\/postgresql-[0-9a-f]{12}\/native$/);
    const version = spawnSync(join(found, "bin", "postgres"), ["--version"], {
      cwd: "/",
      encoding: "utf8",
      uid: user!.uid,
      gid: user!.gid,
    });
    expect(version.stdout).toMatch(/^postgres \(PostgreSQL\) 18\./);
    chmodSync(trial.folder, 0o755);
    await postgres.stop();
    expect((await trial.start()).dataFolder).toBe(postgres.dataFolder); // decided once
  });

  test("a home that its database can no longer enter is said, not recreated", async () => {
    await trial.usePrepared();
    chmodSync(trial.folder, 0o700);
    await expect(startEmbeddedPostgres({ home: trial.home, durable: false })).rejects.toThrow(
      `the database user ${user!.name} can no longer enter ${join(trial.home, "postgres")}: give it access again`,
    );
  });

  test("links that npm could not install are made again", () => {
    const source = join(trial.folder, "native");
    cpSync(installedBinaries(), source, { recursive: true, verbatimSymlinks: true });
    const links = JSON.parse(readFileSync(join(source, "pg-symlinks.json"), "utf8")) as { target: string }[];
    for (const { target } of links) rmSync(join(trial.folder, target), { force: true });
    expect(findBinaries(user, source)).toBe(source);
  });
});
