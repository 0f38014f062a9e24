import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { crc32 } from "node:zlib";
import type { HeatCells } from "@getu/domain";
import { reportIncident } from "@getu/store";
import { createTestDatabase, townIncident, townPosition } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { EVER, foundHeatTown, openHeatProcess, shown, total } from "./heat-town.ts";
import type { HeatTown } from "./heat-town.ts";
import { until } from "./server-process.ts";

let database: TestDatabase;
let town: HeatTown;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  town = await foundHeatTown(database);
});

type Told = { cells: HeatCells; state: string };

/** A real process of its own; `ask` waits until it knows what was committed at a time. */
async function forkProcess(folder: string): Promise<{
  child: ChildProcess;
  ask: (since: string) => Promise<{ shown: string[]; state: string }>;
}> {
  const child = fork(fileURLToPath(new URL("heat-process.ts", import.meta.url)), [database.url, folder]);
  onTestFinished(() => void child.kill("SIGKILL"));
  const next = (): Promise<unknown> => new Promise((resolve) => child.once("message", resolve));
  await next();
  return {
    child,
    async ask(since) {
      for (;;) {
        const told = next();
        child.send({ territoryId: town.territoryId, query: EVER });
        const { cells, state } = (await told) as Told;
        if (cells.asOf >= since) return { shown: shown(cells), state };
        await sleep(20);
      }
    },
  };
}

/** A list with other contents, under the checksum that fits them. */
const resealed =
  (changed: Record<string, unknown>) =>
  (bytes: Buffer): string => {
    const list = JSON.parse(bytes.toString().split("\n")[1]!) as object; // the second line is the list
    const text = JSON.stringify({ ...list, ...changed });
    return `${crc32(text)}\n${text}\n`;
  };

const SOURCE = { mark: "7 8 9 2026-05-01 00:00:00+00", snapshot: "1:2:", asOf: "2026-05-01T00:00:00.000Z" };

describe("heat in memory, from its files", () => {
  test.each([
    [".heat", "truncated", (bytes: Buffer) => bytes.subarray(0, bytes.length - 7)],
    [".heat", "of another program", () => Buffer.from("not a heat file, but long enough to be looked at")],
    [
      ".heat",
      "changed in one bit",
      (bytes: Buffer) => Buffer.from(bytes.with(bytes.length - 9, bytes.at(-9)! ^ 4)),
    ],
    [".heat", "gone", null],
    ["heat.json", "truncated", (bytes: Buffer) => bytes.subarray(0, bytes.length >> 1)],
    ["heat.json", "of another program", () => Buffer.from('{"name":"another"}')],
    ["heat.json", "without segments", resealed({ segments: undefined })],
    ["heat.json", "of segments in another folder", resealed({ tail: "../../1-00000000.heat" })],
    ["heat.json", "of rows that are none", resealed({ outside: [null] })],
    ["heat.json", "of a source that is no JSON", resealed({ source: "elsewhere" })],
    ["heat.json", "of a source without a snapshot", resealed({ source: '{"mark":"1 2 3 4"}' })],
    ["heat.json", "of a mark that is none", resealed({ source: JSON.stringify({ ...SOURCE, mark: "x" }) })],
    [
      "heat.json",
      "of a snapshot that is none",
      resealed({ source: JSON.stringify({ ...SOURCE, snapshot: "9" }) }),
    ],
  ])("is built anew with a warning, and right, when its %s is %s", async (ending, _what, damage) => {
    await town.insert(Array.from({ length: 100 }, (_, i) => townIncident({ externalId: `a${i}` })));
    const { stop, folder } = await openHeatProcess(database);
    await stop();
    const own = join(folder, String(town.territoryId));
    for (const name of readdirSync(own)) {
      if (!name.endsWith(ending)) continue;
      if (damage === null) rmSync(join(own, name));
      else writeFileSync(join(own, name), damage(readFileSync(join(own, name))));
    }
    const again = await openHeatProcess(database, { folder });
    expect(again.said).toContain(`${town.territoryId}: the heat index is open, from database`);
    expect(again.warned).toEqual([
      expect.stringContaining(`${town.territoryId}: the heat index is built from the database: `),
    ]);
    await town.demandEqual(again);
  });

  test("is built without a warning, and right, where nothing is saved", async () => {
    await town.insert([townIncident({ externalId: "a" })]);
    const { stop, folder, warned } = await openHeatProcess(database);
    await stop();
    rmSync(join(folder, String(town.territoryId), "heat.json"));
    const again = await openHeatProcess(database, { folder });
    expect(again.said.join()).toMatch(/nothing was saved here/);
    expect([...warned, ...again.warned]).toEqual([]);
    await town.demandEqual(again);
  });

  test("is built anew when the database is an older copy, when too much was trimmed, and when the table was emptied", async () => {
    await town.insert(Array.from({ length: 100 }, (_, i) => townIncident({ externalId: `a${i}` })));
    const { stop, folder } = await openHeatProcess(database);
    await stop();
    await database.db.pool.query("DELETE FROM heat_delta WHERE territory_id = $1", [town.territoryId]); // the mark, too
    const again = await openHeatProcess(database, { folder });
    expect(again.said.join()).toMatch(/belong to another database, or to a time it no longer knows/);
    await town.demandEqual(again);
    await database.owner.query("TRUNCATE incident");
    await until("the index is given up", () => again.said.some((line) => /no longer kept/.test(line)));
    await again.heat.whenOpened();
    await town.demandEqual(again);
    expect(total(await town.ask(again.heat))).toBe(0);
  });

  test("catches up with an import of 150,000 that came while nobody looked", async () => {
    const { stop, folder } = await openHeatProcess(database);
    await stop();
    await database.db.pool.query(
      `INSERT INTO incident (territory_id, category, condition, severity, channel, status, summary,
         lng, lat, morton, occurred_at, reported_at, near_border)
       SELECT $1, 'noise', 'default', 'minor', 'hotline', 'reported', '', 1201000000, 302000000,
         (SELECT 3755914131546112 + n % 1000), timestamptz '2026-05-01' + n * interval '1 second', now(), false
       FROM generate_series(1, 150000) AS n`,
      [town.territoryId],
    );
    const again = await openHeatProcess(database, { folder });
    expect(again.said).toContain(`${town.territoryId}: the heat index is open, from files`);
    await town.demandEqual(again, { ...EVER, bbox: [-180, -85, 180, 85], level: 12 });
  }, 60_000);

  test("two processes with a home each agree, and agree after one was killed with SIGKILL and began anew from its files", async () => {
    await town.insert(
      Array.from({ length: 300 }, (_, i) =>
        townIncident({ externalId: `a${i}`, position: townPosition(i % 8, i % 3) }),
      ),
    );
    const folders = [0, 1].map(() => mkdtempSync(join(tmpdir(), "getu-heat-")));
    onTestFinished(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));
    const list = (folder: string): string => join(folder, String(town.territoryId), "heat.json");
    let [killed, other] = await Promise.all(folders.map(forkProcess));
    await until("files of both", () => folders.every((folder) => existsSync(list(folder))));
    await Promise.all(
      Array.from({ length: 20 }, () =>
        reportIncident(database.db, { territoryId: town.territoryId, record: townIncident() }),
      ),
    );
    killed!.child.kill("SIGKILL");
    await town.insert(
      Array.from({ length: 100 }, (_, i) => townIncident({ externalId: `a${i}`, status: "verified" })),
    );
    killed = await forkProcess(folders[0]!);
    const expected = await town.askSql();
    for (const each of [killed, other!])
      expect(await each.ask(expected.asOf)).toEqual({ shown: shown(expected), state: "index" });
    await reportIncident(database.db, { territoryId: town.territoryId, record: townIncident() });
    const more = await town.askSql();
    expect(total(more)).toBe(321);
    for (const each of [killed, other!]) expect((await each.ask(more.asOf)).shown).toEqual(shown(more));
  }, 60_000);
});
