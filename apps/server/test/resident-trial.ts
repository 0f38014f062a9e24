import { randomUUID } from "node:crypto";
import type { CaseView, Command, Incident, PublicReport } from "@getu/domain";
import { listIncidents, takeAction } from "@getu/store";
import sharp from "sharp";
import { expect } from "vitest";
import { createTestTerritory, startTestServer } from "./test-server.ts";
import type { LoneTestServer, TestServer } from "./test-server.ts";

/** A street office whose public page is open, as its residents come to it. */
export type ResidentTrial = {
  server: LoneTestServer;
  territoryId: number;
  /** A report that would be taken, but for what is given. */
  report: (given?: Partial<PublicReport>) => PublicReport;
  /** Posts to a path of the public page; to another server where one is given. */
  post: (path: string, body: unknown, server?: TestServer) => Promise<Response>;
  /** Sends a report that must be taken; its code. */
  send: (given?: Partial<PublicReport>) => Promise<string>;
  /** What the page says to somebody with this code. */
  follow: (code: string) => Promise<CaseView>;
  incidents: () => Promise<Incident[]>;
  /** The incident that was reported last. */
  newest: () => Promise<Incident>;
  /** The id of a photo that no report has yet. */
  uploadPhoto: () => Promise<string>;
  /** The dispatcher does something with an incident. */
  act: (incidentId: number, command: Command) => ReturnType<typeof takeAction>;
  /** Takes the newest incident the whole way to closure, as far as it has not gone it. */
  closeNewest: () => Promise<void>;
  /** Lets residents of one address report again as often as they may. */
  forgetAddresses: () => Promise<unknown>;
};

/** Opens a street office without boundaries. */
export async function openResidentTrial(): Promise<ResidentTrial> {
  const server = await startTestServer();
  const { db, origin } = server;
  const { id: territoryId } = await createTestTerritory(db, "resident");
  const trial: ResidentTrial = {
    server,
    territoryId,
    report: (given = {}) => ({
      requestId: randomUUID(),
      territoryId,
      channel: "snapshot",
      category: "street-light",
      text: "试验：楼下夜间施工",
      position: [116.4, 39.9],
      accuracyMetres: 12,
      photoIds: [],
      contact: null,
      ...given,
    }),
    post: (path, body, to = server) =>
      fetch(`${to.origin}/report/${path}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
    async send(given) {
      const answer = await trial.post("reports", trial.report(given));
      expect(answer.status).toBe(201);
      return ((await answer.json()) as { code: string }).code;
    },
    async follow(code) {
      const answer = await trial.post("cases", { code });
      expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "no-store"]);
      return (await answer.json()) as CaseView;
    },
    incidents: () => listIncidents(db, { territoryId, limit: 500 }),
    async newest() {
      const [first] = await trial.incidents();
      return first!; // every test that asks has reported before
    },
    async uploadPhoto() {
      const form = new FormData();
      const grey = sharp({ create: { width: 30, height: 20, channels: 3, background: "#888" } });
      form.append("photo", new Blob([Uint8Array.from(await grey.jpeg().toBuffer())]), "x.jpg");
      const address = `${origin}/territories/${territoryId}/photos?kind=near`;
      return ((await (await fetch(address, { method: "POST", body: form })).json()) as { id: string }).id;
    },
    act: (incidentId, command) =>
      takeAction(db, {
        territoryId,
        incidentId,
        command,
        actors: [{ id: "person:1", role: "dispatcher", gridPath: "" }],
        rulebook: server.context,
        idempotencyKey: randomUUID(),
      }),
    async closeNewest() {
      const { id } = await trial.newest();
      for (const action of ["file", "assign", "accept", "feed-back", "verify", "close"] as const)
        await trial.act(id, { action, text: "已修好" });
    },
    forgetAddresses: () => db.pool.query("DELETE FROM address_count"),
  };
  return trial;
}
