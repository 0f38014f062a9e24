import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findHomeHolder, takeHome } from "../src/home-lock.ts";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "getu-lock-"));
});
afterEach(() => rmSync(home, { recursive: true }));

const lockFile = () => join(home, "getu.lock");
const rewrite = (facts: object) =>
  writeFileSync(
    lockFile(),
    JSON.stringify({ ...(JSON.parse(readFileSync(lockFile(), "utf8")) as object), ...facts }),
  );

describe("the lock of a home", () => {
  test("a second taker hears who has it and where it answers", () => {
    const lock = takeHome(home, "server");
    lock.announce(4180);
    expect(() => takeHome(home, "server")).toThrow(
      `another Getu (process ${process.pid}, http://localhost:4180) already uses ${home}`,
    );
    lock.release();
  });

  test("after its release the home can be taken again", () => {
    takeHome(home, "server").release();
    expect(findHomeHolder(home)).toBeNull();
    expect(() => takeHome(home, "command").release()).not.toThrow();
    expect(existsSync(lockFile())).toBe(false);
  });

  test("the lock of a dead process is taken over", () => {
    takeHome(home, "server");
    rewrite({ pid: 2 ** 22 + 1 }); // above the largest process number of Linux
    expect(() => takeHome(home, "server").release()).not.toThrow();
  });

  test.runIf(process.platform === "linux")(
    "a stranger that got the number of the dead holder does not hold the home",
    () => {
      takeHome(home, "server");
      rewrite({ startTicks: "1" }); // our own number, but a process that started at another time
      expect(findHomeHolder(home)).toBeNull();
      expect(() => takeHome(home, "server").release()).not.toThrow();
    },
  );

  test("a lock file torn by a crash holds nobody up", () => {
    writeFileSync(lockFile(), '{"pid": 1');
    expect(() => takeHome(home, "server").release()).not.toThrow();
  });

  test("a folder that cannot be written is named, with what to do", () => {
    writeFileSync(join(home, "file"), "");
    const inside = join(home, "file", "home");
    expect(() => takeHome(inside, "server")).toThrow(`cannot write to ${inside} (ENOTDIR): set GETU_HOME`);
  });

  test.runIf(process.platform === "linux")(
    "a file system that refuses folders is an error, not an endless loop",
    () => {
      expect(() => takeHome("/proc/getu/home", "server")).toThrow("cannot write to /proc/getu/home (ENOENT)");
    },
  );
});
