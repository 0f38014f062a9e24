import { PassThrough } from "node:stream";
import { failureOf } from "@getu/api";
import type { PrintStage } from "@getu/domain";
import { createDraft } from "@getu/store";
import { foundTown } from "@getu/store/testing";
import type { FoundedTown } from "@getu/store/testing";
import type { FastifyRequest } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createOwnAnswers } from "../src/print/own-answers.ts";
import { findChromium } from "../src/print/find-chromium.ts";
import { createPrintTurns } from "../src/print/print-turns.ts";
import { readMessages } from "../src/print/read-messages.ts";
import { makeAccount, signIn } from "./browser-session.ts";
import type { BrowserSession } from "./browser-session.ts";
import { codeOf } from "./failure-code.ts";
import { startTestServer } from "./test-server.ts";
import type { TestServer } from "./test-server.ts";

const TICKET = "00000000-0000-4000-8000-000000000001";

let server: TestServer;
let territoryId: number;
let idOf: FoundedTown["idOf"];
let wholeDraft: number;
let ownDraft: number;
const people = new Map<string, BrowserSession>();

beforeAll(async () => {
  server = await startTestServer({ openReading: "none" });
  const { db } = server;
  ({ territoryId, idOf } = await foundTown(db));
  const gridId = idOf("community-0");
  ownDraft = await begin([gridId]);
  wholeDraft = await begin(null);
  const invited = [
    { username: "planner", role: "planner", territoryId },
    { username: "secretary", role: "secretary", territoryId, gridId },
    { username: "leader", role: "leader", territoryId },
  ] as const;
  for (const each of invited) {
    await makeAccount(server, each);
    people.set(each.username, await signIn(server, each.username));
  }
});
afterAll(() => server.stop());

/** A draft that is held to a part of the town; null = to none. */
async function begin(part: number[] | null): Promise<number> {
  const made = await createDraft(server.db, { territoryId, name: "试验草案", by: "system", part });
  if ("refusal" in made) throw new Error(made.refusal.code);
  return made.draftId;
}

async function order(as: string, given: object): Promise<string> {
  const answer = await people.get(as)!.post(`/territories/${territoryId}/prints`, {
    what: "board",
    id: idOf("lane-1-1"),
    language: "zh-CN",
    ticket: TICKET,
    ...given,
  });
  return codeOf(answer);
}

describe("a print", () => {
  test("is for those who hang boards out, and a draft for those who may read it", async () => {
    expect(await order("leader", {})).toBe("NOT_PERMITTED");
    expect(await order("leader", { what: "draft", id: 1 })).toBe("NOT_PERMITTED");
    const nobody = await fetch(`${server.origin}/territories/${territoryId}/prints`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ what: "board", id: 1, language: "en", ticket: TICKET }),
    });
    expect(nobody.status).toBe(401);
  });

  test("T35 of somebody else's grid is refused as one of a grid that is not there", async () => {
    const [foreign, missing] = [idOf("lane-5-1"), 987_654];
    for (const what of ["board", "booklet"]) {
      expect(await order("secretary", { what, id: foreign })).toBe("GRID_NOT_FOUND");
      expect(await order("secretary", { what, id: missing })).toBe("GRID_NOT_FOUND");
    }
    expect(await order("planner", { what: "draft", id: 987_654 })).toBe("DRAFT_NOT_FOUND");
    for (const id of [wholeDraft, 987_654])
      expect(await order("secretary", { what: "draft", id })).toBe("DRAFT_NOT_FOUND");
  });

  test("says that there is no browser, where the server has none to print with", async () => {
    expect(await order("secretary", {})).toBe("PRINTER_MISSING");
    expect(await order("secretary", { what: "draft", id: ownDraft })).toBe("PRINTER_MISSING");
    expect(await order("planner", { what: "booklet", id: idOf("community-1") })).toBe("PRINTER_MISSING");
  });

  test("that is not ordered is not under way, for nobody", async () => {
    for (const as of ["planner", "leader"]) {
      const answer = await people.get(as)!.get(`/territories/${territoryId}/prints/${TICKET}`);
      expect(await answer.json()).toEqual({ stage: null });
    }
  });
});

describe("the browser that prints", () => {
  test("is the one that was named, or none", () => {
    expect(findChromium("/nowhere/chromium")).toBeNull();
    expect(findChromium(process.execPath)).toBe(process.execPath);
  });

  test("hears every message whole, however the pipe cuts it", () => {
    const messages = ["{}", '{"a":"网格"}', "", "x".repeat(5000)];
    const bytes = Buffer.from(messages.map((text) => `${text}\0`).join(""));
    for (const size of [1, 2, 3, 7, 64, 10_000]) {
      const [stream, heard]: [PassThrough, string[]] = [new PassThrough(), []];
      readMessages(stream, (message) => heard.push(message));
      for (let at = 0; at < bytes.length; at += size) stream.emit("data", bytes.subarray(at, at + size));
      expect(heard).toEqual(messages);
    }
  });

  test("is answered with our own data, as whoever ordered, and reaches nothing else", async () => {
    const cookie = people.get("planner")!.cookie();
    const orderedBy = { headers: { cookie }, ip: "127.0.0.1" } as unknown as FastifyRequest; // what is read of it
    const answers = createOwnAnswers(server.app, orderedBy);
    const grids = `/trpc/grid.list?input=${encodeURIComponent(JSON.stringify({ territoryId }))}`;
    const own = await answers({ method: "GET", url: `http://localhost${grids}` });
    expect([own?.status, own?.body.toString()]).toEqual([200, expect.stringContaining("Made-up lane-1-1")]);
    expect(own?.headers.map(({ name }) => name)).not.toContain("set-cookie");
    const refused = [
      ["POST", `http://localhost${grids}`],
      ["GET", "http://localhost:8080/planner/"],
      ["GET", "http://169.254.169.254/latest/meta-data/"],
      ["GET", "https://localhost/planner/"],
      ["GET", "http://localhost/planner/../live"],
      ["GET", "http://localhost/auth/get-session"],
      ["GET", "file:///etc/passwd"],
    ] as const;
    for (const [method, url] of refused) expect([url, await answers({ method, url })]).toEqual([url, null]);
  });
});

describe("turns at the printer", () => {
  const never = new AbortController().signal;
  const refusalOf = (error: unknown): string | undefined => failureOf(error)?.code;

  /** Work that ends when it is told to. */
  function held() {
    const { promise, resolve } = Promise.withResolvers<string>();
    return { work: () => promise, finish: resolve };
  }

  test("are taken one after the other, in the order in which they came", async () => {
    const turns = createPrintTurns({ mostWaiting: 5 });
    const [first, order] = [held(), [] as string[]];
    const one = turns.take({ caller: "a", ticket: "1", signal: never }, first.work);
    const others = ["b", "c"].map((caller) =>
      turns.take({ caller, ticket: "1", signal: never }, async () => order.push(caller)),
    );
    expect(turns.stageOf({ caller: "c", ticket: "1" })).toEqual({ stage: "waiting", ahead: 2 });
    expect(turns.stageOf({ caller: "a", ticket: "2" })).toBeNull();
    expect(order).toEqual([]);
    first.finish("done");
    expect(await one).toBe("done");
    await Promise.all(others);
    expect(order).toEqual(["b", "c"]);
    expect(turns.stageOf({ caller: "b", ticket: "1" })).toBeNull();
  });

  test("are one for each caller, and few", async () => {
    const turns = createPrintTurns({ mostWaiting: 1 });
    const first = held();
    const take = (caller: string) => turns.take({ caller, ticket: "1", signal: never }, first.work);
    const taken = [take("a"), take("b")];
    expect(await take("a").catch(refusalOf)).toBe("PRINTER_BUSY");
    expect(await take("c").catch(refusalOf)).toBe("PRINTER_BUSY");
    first.finish("done");
    expect(await Promise.all(taken)).toEqual(["done", "done"]);
    expect(await take("c")).toBe("done");
  });

  test("are given up at once by who does not wait any longer, and failures hold nobody up", async () => {
    const turns = createPrintTurns({ mostWaiting: 5 });
    const [first, leaving] = [held(), new AbortController()];
    const one = turns.take({ caller: "a", ticket: "1", signal: never }, first.work);
    const gone = turns.take({ caller: "b", ticket: "1", signal: leaving.signal }, async () => "never");
    const failing = turns.take({ caller: "c", ticket: "1", signal: never }, async () => {
      throw new Error("broken");
    });
    const last = turns.take({ caller: "d", ticket: "1", signal: never }, async () => "last");
    const outcomes = Promise.allSettled([gone, failing, last]);
    leaving.abort(new Error("left"));
    await expect(gone).rejects.toThrow("left");
    expect(turns.stageOf({ caller: "c", ticket: "1" })).toEqual({ stage: "waiting", ahead: 1 });
    first.finish("done");
    await one;
    expect((await outcomes).map(({ status }) => status)).toEqual(["rejected", "rejected", "fulfilled"]);
  });

  test("say how far they are", async () => {
    const turns = createPrintTurns({ mostWaiting: 5 });
    const stages: (PrintStage | null)[] = [];
    await turns.take({ caller: "a", ticket: "1", signal: never }, async (report) => {
      stages.push(turns.stageOf({ caller: "a", ticket: "1" }));
      report({ stage: "drawing", drawn: 3, pages: 60 });
      stages.push(turns.stageOf({ caller: "a", ticket: "1" }));
      report({ stage: "writing" });
      stages.push(turns.stageOf({ caller: "a", ticket: "1" }));
    });
    expect(stages).toEqual([
      { stage: "drawing", drawn: 0, pages: 0 },
      { stage: "drawing", drawn: 3, pages: 60 },
      { stage: "writing" },
    ]);
  });
});
