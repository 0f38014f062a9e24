import { setTimeout as sleep } from "node:timers/promises";
import { reportIncident } from "@getu/store";
import { createTestDatabase } from "@getu/store/testing";
import { expect, test } from "vitest";
import { openEventStream } from "./event-stream.ts";
import { startServerApart } from "./server-apart.ts";
import { createTestTerritory, testIncident } from "./test-server.ts";

const LISTENERS = 20;
const EVENTS = 10_000;
const WRITERS = 8;

test("T13 twenty listeners that never read 10,000 events cost less than 50 MB, are dropped, and lose nothing when they resume", async () => {
  const database = await createTestDatabase();
  const server = await startServerApart(database.url);
  const territory = await createTestTerritory(database.db, "slow");
  const address = `http://127.0.0.1:${server.port}/live?territory=${territory.id}`;
  const slow = await Promise.all(Array.from({ length: LISTENERS }, () => openEventStream(address)));
  for (const stream of slow) {
    await stream.waitFor("hello");
    stream.pause();
  }
  const before = server.residentBytes();
  let next = 0;
  const summary = "虚构事件".repeat(25);
  await Promise.all(
    Array.from({ length: WRITERS }, async () => {
      for (let i = next++; i < EVENTS; i = next++) {
        await reportIncident(database.db, {
          territoryId: territory.id,
          record: { ...testIncident(i), summary },
        });
      }
    }),
  );
  await sleep(5000); // a ping finds who is too far behind
  const grown = server.residentBytes() - before;
  const heard: number[] = [];
  for (const stream of slow) {
    stream.resume();
    await stream.ended;
    heard.push(stream.events.filter(({ event }) => event === "change").length);
    expect(heard.at(-1)).toBeLessThan(EVENTS);
    const again = await openEventStream(address, { "last-event-id": stream.lastId()! }); // hello's at least
    await again.waitFor("hello");
    // So much was missed that the screen had better fetch everything: it is told so.
    await again.waitFor("resync");
    again.cut();
  }
  console.log(
    `T13 ${LISTENERS} listeners, ${EVENTS} events: the server grew by ${(grown / 1e6).toFixed(1)} MB; heard before they were dropped: ${Math.min(...heard)} to ${Math.max(...heard)}`,
  );
  expect(grown).toBeLessThan(50e6);
  await server.kill();
  await database.drop();
});
