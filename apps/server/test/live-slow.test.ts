import { setTimeout as sleep } from "node:timers/promises";
import { Writable } from "node:stream";
import { liveChangeSchema } from "@getu/domain";
import { reportIncident } from "@getu/store";
import { describe, expect, test } from "vitest";
import { createLiveClient } from "../src/live/live-client.ts";
import { openEventStream } from "./event-stream.ts";
import type { EventStream } from "./event-stream.ts";
import { createTestTerritory, startTestServer, testIncident } from "./test-server.ts";

const incidentIds = ({ events }: EventStream): number[] =>
  events
    .filter(({ event }) => event === "change")
    .map(({ data }) => liveChangeSchema.parse(data))
    .map((change) => (change.topic === "incident" ? change.incident.id : 0));

/** A wire whose other end takes nothing, until it is let go. */
function createStuckWire(): { wire: Writable; letGo: () => void } {
  let done: (() => void) | null = null;
  const wire = new Writable({ write: (_bytes, _encoding, callback) => void (done = callback) });
  return { wire, letGo: () => done?.() };
}

describe("T13 a listener that does not read", () => {
  test("is dropped when too much piles up, others do not notice, and it resumes by its last id without a loss", async () => {
    const server = await startTestServer({ hub: { pingMs: 20, backlog: { bytes: 200_000, ms: 30_000 } } });
    try {
      const territory = await createTestTerritory(server.db, "slow");
      const address = `${server.origin}/live?territory=${territory.id}`;
      const [slow, reader] = await Promise.all([openEventStream(address), openEventStream(address)]);
      await slow.waitFor("hello");
      slow.pause();
      // 2,000 characters of Chinese are 6 kB: beyond what the sockets' own buffers hold after a few hundred.
      const summary = "水".repeat(2000);
      const reported: number[] = [];
      while (server.hub.connections() === 2 && reported.length < 2000) {
        const records = Array.from({ length: 20 }, (_, i) => ({
          ...testIncident(reported.length + i),
          summary,
        }));
        const made = await Promise.all(
          records.map((record) => reportIncident(server.db, { territoryId: territory.id, record })),
        );
        reported.push(...made.map(({ id }) => id));
      }
      expect(server.hub.connections()).toBe(1);
      await reader.waitFor("change", reported.length);
      slow.resume();
      await slow.ended;
      expect(incidentIds(slow).length).toBeLessThan(reported.length);
      const resumed = await openEventStream(address, { "last-event-id": slow.lastId()! }); // hello's at least
      await resumed.waitFor("change", reported.length - incidentIds(slow).length);
      expect([...incidentIds(slow), ...incidentIds(resumed)]).toEqual(incidentIds(reader));
      for (const stream of [reader, resumed]) stream.cut();
    } finally {
      await server.stop();
    }
  });

  test("is dropped when it leaves something unread for too long, however little", async () => {
    const { wire } = createStuckWire();
    const client = createLiveClient(wire, { bytes: 1_000_000, ms: 1_500 });
    client.send(Buffer.from("a"));
    await sleep(30);
    client.send(Buffer.from("b"));
    expect(wire.destroyed).toBe(false);
    await sleep(1_600);
    client.send(Buffer.from("c"));
    expect(wire.destroyed).toBe(true);
  });

  test("is not dropped for a burst beyond the limit that it reads within a moment", async () => {
    const { wire, letGo } = createStuckWire();
    const client = createLiveClient(wire, { bytes: 1000, ms: 30_000 });
    for (let i = 0; i < 10; i += 1) client.send(Buffer.alloc(1000));
    expect(wire.writableLength).toBe(10_000);
    for (let i = 0; i < 10; i += 1) {
      letGo();
      await sleep(0);
    }
    expect(wire.writableLength).toBe(0);
    await sleep(1100);
    client.send(Buffer.alloc(2000));
    expect(wire.destroyed).toBe(false);
  });
});
