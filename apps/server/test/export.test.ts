import { createHash } from "node:crypto";
import { parse } from "csv-parse/sync";
import type { Grant, Role, Territory, Viewer } from "@getu/domain";
import {
  importClusters,
  importIncidents,
  inTransaction,
  listAudit,
  listClusters,
  setRhythm,
  takePublicReport,
  writePastVisits,
} from "@getu/store";
import {
  foundTown,
  RULEBOOK,
  townCluster,
  townIncident,
  townPosition,
  townReport,
} from "@getu/store/testing";
import { readSheet } from "read-excel-file/node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { incidentSheet } from "../src/export/incident-sheet.ts";
import { needSheet } from "../src/export/need-sheet.ts";
import { serveDatabase, startTestServer } from "./test-server.ts";
import type { TestServer } from "./test-server.ts";

const CONTACT = "138-planted-1234";
const ASKED = { format: "csv", language: "zh", queue: "all", order: "reported", filter: {} };

let server: TestServer;
let territory: Territory;
const others: TestServer[] = [];

const viewerWith = (role: Role, gridPath = ""): Viewer => ({
  caller: { kind: "person", id: `${role}-${gridPath.replaceAll("/", "-")}` },
  grants: [{ role, territoryId: territory.id, gridPath } satisfies Grant],
});

beforeAll(async () => {
  server = await startTestServer({ context: { viewer: { caller: { kind: "nobody" }, grants: [] } } });
  const { db } = server;
  ({ territory } = await foundTown(db));
  const records = Array.from({ length: 1203 }, (_, i) =>
    townIncident({
      externalId: `x-${i}`,
      summary: i % 2 === 0 ? `=1+${i}` : `西区 ${i}`,
      position: townPosition(i % 2 === 0 ? 0.5 : 6.5, 1.5),
    }),
  );
  await importIncidents(db, { territoryId: territory.id, records, file: "made up" });
  await takePublicReport(db, {
    territoryId: territory.id,
    rulebook: RULEBOOK,
    idempotencyKey: "public",
    report: townReport({ channel: "snapshot", externalId: "public" }),
    photoIds: [],
    followedBy: { codeHash: createHash("sha256").update("code").digest("hex") },
    contact: { text: CONTACT, keepDays: 90 },
  });
}, 60_000);
afterAll(async () => {
  for (const other of others) await other.stop();
  await server.stop();
});

async function exportAs(viewer: Viewer, body: object, what = "incidents"): Promise<Response> {
  const own = await serveDatabase(server.db, { context: { viewer } });
  others.push(own);
  return fetch(`${own.origin}/territories/${territory.id}/exports/${what}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

const tableOf = async (response: Response): Promise<string[][]> =>
  parse(Buffer.from(await response.arrayBuffer()), { bom: true });

describe("an export of incidents", () => {
  test("holds every incident of the queue with its own columns, more than one page of them, and no contact", async () => {
    const response = await exportAs(viewerWith("dispatcher"), ASKED);
    expect(response.status).toBe(200);
    expect(response.headers.get("x-getu-rows")).toBe("1204");
    expect(response.headers.get("x-getu-left-out")).toBe("0");
    const [titles, ...rows] = await tableOf(response);
    expect(titles).toContain("内容");
    expect(rows).toHaveLength(1204);
    const summaries = rows.map((row) => row[titles!.indexOf("内容")]!);
    expect(summaries.filter((text) => text.startsWith("'=1+"))).toHaveLength(602); // T26
    expect(JSON.stringify(rows)).not.toContain(CONTACT); // T45
  });

  test("is called by its place, what it holds and when, in both forms of the header", async () => {
    const response = await exportAs(viewerWith("dispatcher"), ASKED);
    await response.body?.cancel();
    const name = /^attachment; filename="(getu-incidents-[^"]+)"; filename\*=UTF-8''(\S+)$/;
    const [, plain, encoded] = name.exec(response.headers.get("content-disposition")!)!; // asserted below
    expect(plain).toMatch(/^getu-incidents-\d{4}-\d\d-\d\d-\d{4}\.csv$/);
    const place = territory.name.zh.replaceAll(" ", "-");
    expect(decodeURIComponent(encoded!)).toBe(plain!.replace("getu-incidents", `${place}-事件`));
  });

  test("ends at its limit and says how many were left out", async () => {
    const context = { ...server.context, viewer: viewerWith("dispatcher") };
    const asked = { queue: "all", order: "reported", filter: {}, language: "zh", mostRows: 700 } as const;
    const sheet = await incidentSheet(context, territory, asked);
    expect(sheet).toMatchObject({ written: 700, leftOut: 504, isMore: false });
    let rows = 0;
    for await (const row of sheet.rows) rows += Number(row.length > 0);
    expect(rows).toBe(700);
  });

  test("is held to the grids of who exports", async () => {
    const { rows } = await server.db.pool.query<{ path: string }>(
      "SELECT grid_id::text AS path FROM grid_state WHERE territory_id = $1 AND code = 'COMMUNITY-1'",
      [territory.id],
    );
    const response = await exportAs(viewerWith("secretary", rows[0]!.path), ASKED);
    const [, ...table] = await tableOf(response);
    expect(table).toHaveLength(601);
    expect(table.every((row) => row.join().includes("西区"))).toBe(true);
  });

  test("is a workbook where that is asked for", async () => {
    const response = await exportAs(viewerWith("auditor"), { ...ASKED, format: "xlsx", language: "en" });
    const table = await readSheet(Buffer.from(await response.arrayBuffer()));
    expect(table[0]).toContain("Summary");
    expect(table).toHaveLength(1205);
  });

  test("is for those who hold the permission alone, and says nothing of a territory that is not theirs", async () => {
    for (const role of ["leader", "planner", "viewer", "device"] as const)
      expect((await exportAs(viewerWith(role), ASKED)).status, role).toBe(403);
    expect((await exportAs({ caller: { kind: "nobody" }, grants: [] }, ASKED)).status).toBe(401);
    const foreign: Viewer = {
      caller: { kind: "person", id: "foreign" },
      grants: [{ role: "administrator", territoryId: territory.id + 1, gridPath: "" }],
    };
    expect((await exportAs(foreign, ASKED)).status).toBe(403);
    const refused = await listAudit(server.db, { territoryIds: null, action: "refused", limit: 9 }); // T49
    const who = ["foreign", "device-", "viewer-", "planner-", "leader-"];
    expect(refused.map(({ actor }) => actor)).toEqual(who.map((id) => `person:${id}`));
    expect(refused[0]).toMatchObject({ territoryId: territory.id, facts: { permission: "incident.export" } });
  });

  test("leaves a row in the audit log with how much of what was taken, and not what was searched for", async () => {
    await exportAs(viewerWith("administrator"), {
      ...ASKED,
      filter: { text: "西区", channels: ["hotline"] },
    });
    const [entry] = await listAudit(server.db, { territoryIds: null, limit: 1 });
    expect(entry).toMatchObject({
      actor: "person:administrator-",
      action: "export",
      territoryId: territory.id,
      facts: { what: "incidents", format: "csv", rows: 601, leftOut: 0, queue: "all" },
    });
    expect(entry!.facts["filter"]).toBe('{"channels":["hotline"],"text":"2 characters"}');
  });
});

describe("an export of the assessment", () => {
  test("gives each grid's rates beside the counts that they stand on", async () => {
    const asked = { format: "csv", language: "zh", month: "2026-05", tier: 0 };
    const response = await exportAs(viewerWith("auditor"), asked, "assessment");
    const [titles, total, ...rest] = await tableOf(response);
    const cell = (title: string) => total![titles!.indexOf(title)];
    expect([cell("网格"), cell("上报"), cell("到期"), cell("超期")]).toEqual([
      "合计",
      "1203",
      "1203",
      "1203",
    ]);
    expect([cell("按期办结"), cell("按期率"), cell("满意率")]).toEqual(["0", "0", "件数过少"]);
    expect(rest.map((row) => row[1])).toEqual([
      "Made-up community-0",
      "Made-up community-1",
      "未落入该层网格",
    ]);
  });
});

describe("an export of visits", () => {
  test("gives each grid's counts, held to the grids of who exports", async () => {
    const { db } = server;
    const territoryId = territory.id;
    const at = (x: number) => townCluster({ externalId: `at-${x}`, position: townPosition(x, 0.5) });
    await importClusters(db, { territoryId, records: [at(0.5), at(1.5), at(6.5)], file: "households" });
    await inTransaction(db, (tx) => setRhythm(tx, { territoryId, gridId: null, everyDays: 30 }));
    const asked = { format: "csv", language: "zh", tier: 0 };
    const [titles, ...rows] = await tableOf(await exportAs(viewerWith("dispatcher"), asked, "visits"));
    const columns = ["网格", "走访周期（天）", "住户（处）", "户数", "周期内已走访", "从未走访"];
    const cellsOf = (table: string[][]) =>
      table.map((row) => columns.map((title) => row[titles!.indexOf(title)]));
    expect(cellsOf(rows)).toEqual([
      ["合计", "30", "3", "36", "0", "3"],
      ["Made-up community-0", "30", "2", "24", "0", "2"],
      ["Made-up community-1", "30", "1", "12", "0", "1"],
      ["未落入该层网格", "", "0", "0", "0", "0"],
    ]);
    const { rows: found } = await db.pool.query<{ path: string }>(
      "SELECT grid_id::text AS path FROM grid_state WHERE territory_id = $1 AND code = 'COMMUNITY-1'",
      [territoryId],
    );
    const [, ...own] = await tableOf(
      await exportAs(viewerWith("secretary", found[0]!.path), asked, "visits"),
    );
    expect(cellsOf(own).map(([name, , clusters]) => [name, clusters])).toEqual([
      ["合计", "1"],
      ["Made-up community-1", "1"],
      ["未落入该层网格", "0"],
    ]);
  });
});

describe("an export of demands and micro-wishes", () => {
  test("T26 holds what waits or what is answered with its address and grid, safe against formulas, within the grids of who exports, and is written down", async () => {
    const { db } = server;
    const territoryId = territory.id;
    const at = (x: number) =>
      townCluster({ externalId: `asks-${x}`, name: `${x} 幢`, position: townPosition(x, 2.5) });
    await importClusters(db, { territoryId, records: [at(0.5), at(6.5)], file: "households" });
    const { clusters } = await listClusters(db, { territoryId, timeZone: territory.timeZone, limit: 99 });
    const visits = clusters
      .filter(({ externalId }) => externalId.startsWith("asks"))
      .map(({ id: clusterId, name }) => ({
        clusterId,
        visitor: "person:x",
        at: new Date("2026-05-01T02:00:00Z"),
        outcome: "matter" as const,
        note: "不出门的话",
        demand: `=HYPERLINK("${name}")`,
        wish: null,
        answer: name.startsWith("6") ? "@已办（虚构）" : null,
      }));
    await writePastVisits(db, { territoryId, visits, answeredBy: "person:y" });
    const asked = { format: "csv", language: "zh", state: "open", kind: "demand" };
    const [titles, ...open] = await tableOf(await exportAs(viewerWith("dispatcher"), asked, "needs"));
    const cellsOf = (row: string[]) =>
      ["种类", "内容", "住户", "网格", "上报时间", "答复"].map((title) => row[titles!.indexOf(title)]);
    expect(open.map(cellsOf)).toEqual([
      [
        "诉求",
        `'=HYPERLINK("0.5 幢")`,
        "0.5 幢",
        "Made-up community-0 / Made-up compound-0-1 / Made-up lane-0-2",
        "2026-05-01 10:00",
        "",
      ],
    ]);
    expect(open.join()).not.toContain("不出门的话");
    const [entry] = await listAudit(db, { territoryIds: null, limit: 1 });
    expect(entry).toMatchObject({
      action: "export",
      facts: { what: "needs", state: "open", kind: "demand", rows: 1 },
    });
    const done = { format: "xlsx", language: "en", state: "done" };
    const answer = await exportAs(viewerWith("auditor"), done, "needs");
    const table = await readSheet(Buffer.from(await answer.arrayBuffer()));
    expect(table.map((row) => row[table[0]!.indexOf("Answer")])).toEqual(["Answer", "'@已办（虚构）"]);
    const { rows } = await db.pool.query<{ path: string }>(
      "SELECT grid_id::text AS path FROM grid_state WHERE territory_id = $1 AND code = 'COMMUNITY-1'",
      [territoryId],
    );
    const own = await tableOf(await exportAs(viewerWith("secretary", rows[0]!.path), asked, "needs"));
    expect(own).toEqual([titles]);
    expect((await exportAs(viewerWith("leader"), asked, "needs")).status).toBe(403);
  });

  test("ends at its limit and says how many were left out", async () => {
    const context = { ...server.context, viewer: viewerWith("dispatcher") };
    const sheet = await needSheet(context, territory, { state: "done", language: "zh", mostRows: 0 });
    expect(sheet).toMatchObject({ written: 0, leftOut: 1, isMore: false });
  });
});
