import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { failureOf } from "@getu/api";
import type { BoardSet, Grid, PrintStage } from "@getu/domain";
import { printAddress } from "@getu/domain";
import { FIRST_NEW_GRID } from "@getu/domain/redraw";
import type { DraftEntry, Impact } from "@getu/domain/redraw";
import { toUnits } from "@getu/geometry";
import { buildApp, startAppServer } from "@getu/testkit";
import type { AppServer } from "@getu/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createLog } from "../src/log.ts";
import type { OwnAnswers } from "../src/print/own-answers.ts";
import { createPrinter } from "../src/print/printer.ts";
import { openBrowser, PASSWORD } from "./browser-session.ts";
import type { BrowserSession } from "./browser-session.ts";

const OUTPUT = fileURLToPath(new URL("../../../test-output/", import.meta.url));
const A3 = "1191.12 x 841.92 pts (A3)";
const A4 = "594.96 x 841.92 pts (A4)";

let server: AppServer;
let chief: BrowserSession;
let planner: BrowserSession;
let grids: readonly Grid[];
const territoryId = 1;

beforeAll(async () => {
  const packages = {
    pdfinfo: "poppler-utils",
    pdftotext: "poppler-utils",
    pdffonts: "poppler-utils",
    "fc-list": "fontconfig",
  };
  for (const [tool, name] of Object.entries(packages))
    if (spawnSync(tool, ["-V"]).error) throw new Error(`no ${tool}: install the package ${name}`);
  buildApp("planner");
  server = await startAppServer({
    trickleSeconds: 3600,
    environment: { GETU_TRICKLE: "off", GETU_OPEN_READING: "demo" },
  });
  chief = await joined("chief", (await server.setUpLink()).split("/").at(-1)!); // a link ends with its token
  const place = { territoryId: null, gridId: null };
  const { token } = (await chief.tell("person.invite", { role: "planner", place })) as { token: string };
  planner = await joined("planner", token);
  grids = (await chief.ask("grid.list", { territoryId })) as Grid[];
});
afterAll(() => server?.stop());

async function joined(username: string, token: string): Promise<BrowserSession> {
  const browser = openBrowser(server);
  const account = { username, password: PASSWORD };
  expect(await browser.tell("account.join", { ...account, token, name: `${username}（试验）` })).toEqual({});
  expect((await browser.post("/auth/sign-in/username", account)).status).toBe(200);
  return browser;
}

type Ordered = { what: "board" | "booklet" | "draft"; id: number; ticket?: string };

const order = (ordered: Ordered): Promise<Response> =>
  chief.post(`/territories/${territoryId}/prints`, {
    language: "zh-CN",
    ticket: crypto.randomUUID(),
    ...ordered,
  });

/** Keeps what was printed to be looked at, and returns where. */
async function printed(ordered: Ordered): Promise<string> {
  const answer = await order(ordered);
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/pdf"]);
  mkdirSync(OUTPUT, { recursive: true });
  const file = `${OUTPUT}print-${ordered.what}.pdf`;
  writeFileSync(file, Buffer.from(await answer.arrayBuffer()));
  return file;
}

const run = (tool: string, ...args: string[]): string => {
  const done = spawnSync(tool, args, { encoding: "utf8" });
  expect(done.stderr).toBe("");
  return done.stdout;
};

const factOf = (file: string, name: string): string | undefined =>
  new RegExp(`^${name}:\\s+(.*)$`, "m").exec(run("pdfinfo", file))?.[1];

/** The words of a page in the order in which they were written, without the blanks that only the layout made. */
const wordsOf = (file: string, page?: number): string => {
  const pages = page === undefined ? [] : ["-f", String(page), "-l", String(page)];
  return run("pdftotext", "-raw", ...pages, file, "-").replaceAll(/\s+/g, "");
};

const bare = (text: string): string => text.replaceAll(/\s+/g, "");

const boardOf = (gridId: number): Promise<BoardSet> =>
  chief.ask("board.get", { territoryId, gridId }) as Promise<BoardSet>;

const coarsest = (): Grid => grids.find(({ tier }) => tier === 0)!; // a street has communities
const finest = (): Grid => grids.find(({ code }) => code === "99010100100101001")!; // its leader's number is public

const folder = (): string => join(server.home, "print");

/** Processes of the browser that prints for this server, by their ids. */
const chromiums = (home = folder()): number[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => commandOf(pid).includes(`--user-data-dir=${home}`))
    .map(Number);

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return ""; // it has ended meanwhile
  }
}

describe("a notice board", () => {
  test("is one sheet of A3 with what the office publishes, in letters that go with it", async () => {
    const { head, reportUrl } = await boardOf(finest().id);
    const file = await printed({ what: "board", id: finest().id });
    expect([factOf(file, "Pages"), factOf(file, "Page size"), factOf(file, "Title")]).toEqual([
      "1",
      A3,
      head.grid.name,
    ]);
    const words = wordsOf(file);
    const expected = [
      head.grid.name,
      head.grid.code,
      head.leader!.name, // the demo street names its leaders
      head.leader!.telephone!, // as above
      head.dutyTelephone!, // as above
      reportUrl!, // a made-up street names this machine
      ...head.above.map(({ name }) => name),
      ...head.duties.map(({ zh }) => zh),
      "网格公示牌",
      "示范数据",
    ];
    expect(expected.filter((each) => !words.includes(bare(each)))).toEqual([]);
  });

  test("has every font in itself, and says which letters its signs are", async () => {
    const file = await printed({ what: "board", id: finest().id });
    const fonts = run("pdffonts", file).split("\n").slice(2).filter(Boolean);
    expect(fonts.length).toBeGreaterThan(0);
    expect(fonts.filter((line) => !/ yes (?:yes|no)\s+yes +\d+ +\d+$/.test(line))).toEqual([]);
  });
});

test("a booklet is a cover, a map of all, a list, and a page for each grid in the list's order", async () => {
  const { parts } = await boardOf(coarsest().id);
  const file = await printed({ what: "booklet", id: coarsest().id });
  const lists = Math.ceil(parts.length / 35);
  expect([factOf(file, "Pages"), factOf(file, "Page size")]).toEqual([String(2 + lists + parts.length), A4]);
  const missing = parts.filter(({ grid }, i) => {
    const words = wordsOf(file, 3 + lists + i);
    return !words.includes(bare(grid.name)) || !words.includes(grid.code);
  });
  expect(missing).toEqual([]);
  const list = Array.from({ length: lists }, (_, i) => wordsOf(file, 3 + i)).join("");
  expect(parts.filter(({ grid }) => !list.includes(grid.code))).toEqual([]);
});

/** A draft that cuts one grid in two, and renames another as somebody hostile would. */
async function drawDraft(): Promise<number> {
  const compounds = Map.groupBy(
    grids.filter(({ tier }) => tier === 2),
    ({ parentId }) => parentId,
  );
  const [one, third] = [...compounds.values()].find(({ length }) => length > 2)!; // a street has such a compound
  const [west, south, east, north] = one!.bbox.map(toUnits) as [number, number, number, number];
  const middle = Math.round((south + north) / 2);
  const line = [
    [west - 100, middle],
    [east + 100, middle],
  ] as const;
  const { id: grid, code, leaderName, households } = third!; // of more than two
  const entries: DraftEntry[] = [
    { kind: "split", owner: one!.id, line, firstNewOwner: FIRST_NEW_GRID },
    { kind: "describe", grid, code, leaderName, households, name: '<img src=x onerror="alert(1)">三号' },
  ];
  const { draftId } = (await planner.tell("draft.create", { territoryId, name: "试验调整" })) as {
    draftId: number;
  };
  const appended = { territoryId, draftId, revision: 0, entries, key: crypto.randomUUID() };
  expect(await planner.tell("draft.append", appended)).toEqual({ revision: entries.length });
  return draftId;
}

test("T29 a draft on paper says what the server says that it changes, and writes hostile names as they are", async () => {
  const id = await drawDraft();
  const impact = (await chief.ask("draft.impact", { territoryId, draftId: id })) as Impact;
  const file = await printed({ what: "draft", id });
  expect(factOf(file, "Page size")).toMatch(/^841\.\d+ x 59\d\.\d+ pts \(A4\)$/);
  const [cover, all] = [wordsOf(file, 1), wordsOf(file)];
  for (const words of ["网格调整前后对比·试验调整", "调整前", "调整后", "绘制中", "基于第1版"])
    expect(cover).toContain(words);
  const numbers = impact.grids.flatMap(({ code, measures: { households } }) => {
    const mark = households.isEstimate ? "≈" : "";
    return [
      code,
      ...(households.before === null ? [] : [String(Math.round(households.before))]),
      ...(households.after === null ? [] : [`${mark}${Math.round(households.after)}`]),
    ];
  });
  expect(numbers.filter((text) => !all.includes(text))).toEqual([]);
  const moved = [...impact.cameras, ...impact.places].map(({ name }) => bare(name));
  expect(moved.filter((name) => !all.includes(name))).toEqual([]);
});

test("whoever waits hears how far the print is, and nobody else does", async () => {
  const ticket = crypto.randomUUID();
  const answer = order({ what: "booklet", id: coarsest().id, ticket });
  const stageFor = async (browser: BrowserSession): Promise<PrintStage | null> => {
    const told = await browser.get(`/territories/${territoryId}/prints/${ticket}`);
    return ((await told.json()) as { stage: PrintStage | null }).stage;
  };
  const [mine, theirs]: [Set<string>, Set<string>] = [new Set(), new Set()];
  const done = new AbortController();
  void answer.finally(() => done.abort());
  while (!done.signal.aborted) {
    mine.add((await stageFor(chief))?.stage ?? "none");
    theirs.add((await stageFor(planner))?.stage ?? "none");
    await sleep(40);
  }
  expect([mine.has("drawing"), [...theirs]]).toEqual([true, ["none"]]);
  expect(await stageFor(chief)).toBeNull();
});

describe("whatever happens, no process and no file is left", () => {
  const remains = () => ({ processes: chromiums(), hasFolder: existsSync(folder()) });
  const NOTHING = { processes: [], hasFolder: false };

  async function started(): Promise<number> {
    for (;;) {
      const [pid] = chromiums();
      if (pid !== undefined) return pid;
      await sleep(20);
    }
  }

  test("after a print", async () => {
    await printed({ what: "board", id: finest().id });
    await expect.poll(remains, { timeout: 10_000 }).toEqual(NOTHING);
  });

  test("after the browser was killed in the middle, which is said, and the next print comes", async () => {
    const answer = order({ what: "booklet", id: coarsest().id });
    process.kill(Math.min(await started(), ...chromiums()), "SIGKILL");
    const refused = await answer;
    expect([refused.status, await refused.json()]).toMatchObject([
      500,
      { error: { data: { failure: { code: "PRINT_FAILED", reason: "ended" } } } },
    ]);
    await expect.poll(remains, { timeout: 10_000 }).toEqual(NOTHING);
    await printed({ what: "board", id: finest().id });
  });

  test("after whoever ordered has left", async () => {
    const leaving = new AbortController();
    const cookie = chief.cookie();
    const answer = fetch(`${server.origin}/territories/${territoryId}/prints`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: server.origin, cookie },
      body: JSON.stringify({
        what: "booklet",
        id: coarsest().id,
        language: "zh-CN",
        ticket: crypto.randomUUID(),
      }),
      signal: leaving.signal,
    }).catch(() => null);
    await started();
    leaving.abort();
    expect(await answer).toBeNull();
    await expect.poll(remains, { timeout: 10_000 }).toEqual(NOTHING);
  });
});

/** Files of the machine's fonts that write English and have no sign for 网. */
function fontsWithoutChinese(): string[] {
  const list = (which: string) => run("fc-list", "--format", "%{file}\\n", which).split("\n").filter(Boolean);
  const chinese = new Set(list(":charset=7f51"));
  return [...new Set(list(":lang=en"))].filter((file) => !chinese.has(file));
}

describe("a printer", () => {
  const home = mkdtempSync(join(tmpdir(), "getu-print-test-"));
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  /** The server's own answers, fetched from outside. */
  const answers: OwnAnswers = async ({ method, url }) => {
    const { pathname, search } = new URL(url);
    if (method !== "GET") return null;
    const answer = await chief.get(`${pathname}${search}`);
    return {
      status: answer.status,
      headers: [{ name: "content-type", value: answer.headers.get("content-type") ?? "" }],
      body: Buffer.from(await answer.arrayBuffer()),
    };
  };
  const print = (given: { withinMs?: number; answers?: OwnAnswers } = {}) =>
    createPrinter({
      chromium: null,
      folder: join(home, "print"),
      log: createLog("silent"),
      withinMs: given.withinMs ?? 60_000,
    })
      .print({
        caller: "somebody",
        ticket: "1",
        signal: new AbortController().signal,
        address: printAddress({ territoryId, what: "board", id: finest().id }, "en"),
        answers: given.answers ?? answers,
      })
      .catch(failureOf);

  test("gives up what takes too long", async () => {
    const silent: OwnAnswers = () => new Promise(() => undefined);
    expect(await print({ withinMs: 1500, answers: silent })).toEqual({
      code: "PRINT_FAILED",
      reason: "took-too-long",
    });
    expect(chromiums(join(home, "print"))).toEqual([]);
  });

  test("without a Chinese font says so, rather than print empty boxes", async () => {
    const [fonts, latin] = [join(home, "fonts.conf"), join(home, "latin")];
    mkdirSync(latin);
    for (const file of fontsWithoutChinese()) symlinkSync(file, join(latin, basename(file)));
    writeFileSync(
      fonts,
      `<?xml version="1.0"?><fontconfig><dir>${latin}</dir><cachedir>${home}</cachedir></fontconfig>`,
    );
    process.env["FONTCONFIG_FILE"] = fonts;
    try {
      expect(await print()).toEqual({ code: "PRINTER_WITHOUT_CHINESE" });
    } finally {
      delete process.env["FONTCONFIG_FILE"];
    }
    expect(Buffer.isBuffer(await print())).toBe(true);
  });
});
