import { once } from "node:events";
import { createServer } from "node:http";
import type { Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { openLiveConnection } from "./live-connection.ts";
import type { LiveState } from "./live-state.ts";

let server: Server;
const NOW = "2026-11-28T01:00:00.000Z";

const say = (response: ServerResponse, event: string, { id, ...content }: Record<string, string>): unknown =>
  response.write(
    `${id === undefined ? "" : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(content)}\n\n`,
  );

type Stream = Record<"after" | "history" | "page", string | null> & { response: ServerResponse };

/** The next stream that is asked for: what it is to begin after and of which history that is, of which page it is, and the stream itself. */
async function nextStream(): Promise<Stream> {
  const [request, response] = (await once(server, "request")) as [{ url: string }, ServerResponse];
  response.writeHead(200, { "content-type": "text/event-stream" });
  const { searchParams } = new URL(request.url, "http://localhost");
  const said = (name: string): string | null => searchParams.get(name);
  return { after: said("after"), history: said("history"), page: said("page"), response };
}

/** Listens as a page does, and says what it is told; a page's own address is that of the server. */
function listen(): { told: string[]; states: LiveState[]; close: () => void } {
  const [told, states]: [string[], LiveState[]] = [[], []];
  const { close } = openLiveConnection(1, {
    onState: (state) => states.push(state),
    onBegin: () => told.push("begin"),
    onChange: () => told.push("change"),
    onResync: () => told.push("resync"),
    onBack: () => told.push("back"),
  });
  return { told, states, close };
}

beforeEach(async () => {
  server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const Native = EventSource;
  vi.stubGlobal(
    "EventSource",
    class extends Native {
      constructor(path: string) {
        super(new URL(path, origin));
      }
    },
  );
  const page = new EventTarget();
  vi.stubGlobal("addEventListener", page.addEventListener.bind(page));
  vi.stubGlobal("removeEventListener", page.removeEventListener.bind(page));
});
afterEach(() => {
  vi.unstubAllGlobals();
  server.closeAllConnections();
  server.close();
});

test("T11 after a cut a page goes on behind the last ping that had an id: what others changed meanwhile it need not be told", async () => {
  const asked = nextStream();
  const page = listen();
  try {
    const first = await asked;
    say(first.response, "hello", { id: "1-1", cursor: "1-1", now: NOW });
    say(first.response, "ping", { id: "5-5", now: NOW });
    say(first.response, "ping", { now: NOW }); // nothing new since
    await expect.poll(() => page.states.length).toBeGreaterThanOrEqual(3);
    const again = nextStream();
    first.response.destroy();
    expect([first.after, (await again).after]).toEqual([null, "5-5"]);
    expect(page.told).toEqual(["begin"]);
  } finally {
    page.close();
  }
});

test("T03 a page says with each stream that it is the same one, and another page that it is another", async () => {
  const asked = nextStream();
  const page = listen();
  const pages: (string | null)[] = [];
  try {
    const first = await asked;
    const again = nextStream();
    first.response.destroy();
    pages.push(first.page, (await again).page);
    const others = nextStream();
    const other = listen();
    pages.push((await others).page);
    other.close();
  } finally {
    page.close();
  }
  expect(z.guid().parse(pages[0])).toBe(pages[1]);
  expect(z.guid().parse(pages[2])).not.toBe(pages[1]);
});

test("T03 a page says of which history of the database its cursor is, and of another one only once it was told to fetch everything", async () => {
  const page = listen();
  const asked: (string | null)[] = [];
  try {
    for (const [event, history] of [
      ["hello", "old"],
      ["hello", "new"],
      ["resync", "new"],
      ["hello", "new"],
    ] as const) {
      const { history: said, response } = await nextStream();
      asked.push(said);
      say(response, event, { id: "5-1", cursor: "5-1", now: NOW, history });
      await sleep(50); // it is heard
      response.end();
    }
    expect(asked).toEqual([null, "old", "old", "new"]);
  } finally {
    page.close();
  }
}, 60_000);

test("T03 a page that is told that everything is over fetches it anew, and begins its next stream after nothing that it had", async () => {
  const asked = nextStream();
  const page = listen();
  try {
    const { response } = await asked;
    say(response, "hello", { id: "5-1", cursor: "5-1", now: NOW });
    await expect.poll(() => page.told).toEqual(["begin"]);
    const again = nextStream();
    say(response, "over", {});
    response.end();
    const next = await again;
    expect(next.after).toBeNull();
    say(next.response, "hello", { id: "2-1", cursor: "2-1", now: NOW });
    await expect.poll(() => page.told).toEqual(["begin", "resync", "begin"]);
  } finally {
    page.close();
  }
}, 30_000);

test("T03 a page knows since when changes are held up from the pings, and from the next one that they are not", async () => {
  const asked = nextStream();
  const page = listen();
  const heldSince = (): number | null | undefined => page.states.at(-1)?.heldSince;
  try {
    const { response } = await asked;
    say(response, "hello", { id: "1-1", cursor: "1-1", now: NOW });
    say(response, "ping", { now: NOW, heldSince: "2026-11-28T00:59:40.000Z" });
    await expect.poll(heldSince).toBe(Date.parse(NOW) - 20_000);
    say(response, "resync", { id: "1-1", cursor: "1-1", now: NOW });
    await expect.poll(() => page.told).toEqual(["begin", "resync"]);
    expect(heldSince()).toBe(Date.parse(NOW) - 20_000);
    say(response, "ping", { now: NOW });
    await expect.poll(heldSince).toBeNull();
  } finally {
    page.close();
  }
});

test("T03 a page whose server says that its database is away counts as lost, keeps its stream, and is live at the next ping; it calls again once nothing is said any more", async () => {
  vi.useFakeTimers({ toFake: ["Date", "performance", "setInterval", "clearInterval"] });
  let streams = 0;
  server.on("request", () => (streams += 1));
  const asked = nextStream();
  const page = listen();
  const status = (): string | undefined => page.states.at(-1)?.status;
  try {
    const { response } = await asked;
    say(response, "hello", { id: "1-1", cursor: "1-1", now: NOW });
    await vi.waitFor(() => expect(status()).toBe("live"));
    for (let second = 0; second < 60; second += 5) {
      vi.advanceTimersByTime(5_000);
      say(response, "no-database", {});
      await sleep(20); // it is heard
    }
    expect([status(), streams]).toEqual(["lost", 1]);
    say(response, "ping", { now: NOW });
    await vi.waitFor(() => expect(status()).toBe("live"));
    expect(page.told).toEqual(["begin", "back"]);
    vi.advanceTimersByTime(20_000);
    await vi.waitFor(() => expect(streams).toBe(2));
  } finally {
    page.close();
    vi.useRealTimers();
  }
});

test("T11 a page that is cut off before it is told to fetch everything asks with its old cursor again", async () => {
  const asked = nextStream();
  const page = listen();
  try {
    const first = await asked;
    say(first.response, "hello", { id: "1-1", cursor: "1-1", now: NOW });
    await expect.poll(() => page.told).toEqual(["begin"]);
    const second = nextStream();
    first.response.destroy();
    const { response } = await second;
    const before = page.states.length;
    say(response, "hello", { cursor: "9-9", now: NOW }); // resync was to follow
    await expect.poll(() => page.states.slice(before).at(-1)?.status).toBe("live");
    const third = nextStream();
    response.destroy();
    expect((await third).after).toBe("1-1");
  } finally {
    page.close();
  }
});
