import { randomUUID } from "node:crypto";
import { SCENE_KINDS, WALL_DEFAULTS } from "@getu/domain";
import type { Grid, SceneKind, Territory, WallSettings } from "@getu/domain";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { expect } from "vitest";
import type { AppServer } from "@getu/testkit";

const PASSWORD = "correct horse battery";

/** Somebody of the office who has signed in, in a browser of their own. */
export type Colleague = {
  context: BrowserContext;
  /** Has a procedure change something; fails the test where it is refused. */
  tell: <Answer>(procedure: string, input: object) => Promise<Answer>;
  ask: <Answer>(procedure: string, input: object) => Promise<Answer>;
};

type Result<Answer> = { result: { data: Answer } };

/** Joins by an invitation's token and signs in. */
export async function join(
  { browser, origin }: { browser: Browser; origin: string },
  { token, username }: { token: string; username: string },
): Promise<Colleague> {
  const context = await browser.newContext({ locale: "zh-CN", viewport: { width: 1440, height: 900 } });
  const { request } = context;
  const headers = { origin };
  const colleague: Colleague = {
    context,
    async tell<Answer>(procedure: string, input: object) {
      const answer = await request.post(`${origin}/trpc/${procedure}`, { data: input, headers });
      expect([procedure, answer.status()]).toEqual([procedure, 200]);
      return ((await answer.json()) as Result<Answer>).result.data;
    },
    async ask<Answer>(procedure: string, input: object) {
      const query = new URLSearchParams({ input: JSON.stringify(input) });
      const answer = await request.get(`${origin}/trpc/${procedure}?${query}`);
      return ((await answer.json()) as Result<Answer>).result.data;
    },
  };
  const account = { username, password: PASSWORD };
  await colleague.tell("account.join", { ...account, token, name: `${username}（示范）` });
  const answer = await request.post(`${origin}/auth/sign-in/username`, { data: account, headers });
  expect(answer.status()).toBe(200);
  return colleague;
}

/** The first administrator of a server that has no accounts yet. */
export async function joinAsChief(browser: Browser, server: AppServer): Promise<Colleague> {
  const token = (await server.setUpLink()).split("/").at(-1)!; // a link ends with its token
  return join({ browser, origin: server.origin }, { token, username: "chief" });
}

/** Somebody who takes reports, invited by the first administrator. */
export async function joinAsDispatcher(
  browser: Browser,
  { chief, origin }: { chief: Colleague; origin: string },
): Promise<Colleague> {
  const offer = { role: "dispatcher", place: { territoryId: null, gridId: null } };
  const { token } = await chief.tell<{ token: string }>("person.invite", offer);
  return join({ browser, origin }, { token, username: "dispatcher" });
}

/** What the catalogue calls urgent. */
const URGENT = { category: "gas-smell", condition: "smell" };

/** Files an urgent report in the last of the finest grids, and returns that grid. */
export async function reportUrgent(dispatcher: Colleague): Promise<Grid> {
  const territoryId = await streetId(dispatcher);
  const grids = await dispatcher.ask<Grid[]>("grid.list", { territoryId });
  const lane = grids.at(-1)!; // the finest come last
  await dispatcher.tell("incident.report", {
    territoryId,
    idempotencyKey: randomUUID(),
    report: {
      ...URGENT,
      externalId: null,
      channel: "hotline",
      summary: "示范：燃气味",
      position: lane.anchor,
      accuracyMetres: null,
      occurredAt: new Date(Date.now() - 60_000).toISOString(),
    },
  });
  return lane;
}

/** The made-up street. */
export async function streetId({ ask }: Colleague): Promise<number> {
  const [territory] = await ask<Territory[]>("territory.list", {});
  return territory!.id; // there is the one
}

/** What a screen that waits to be taken shows. */
export const pairingCode = (page: Page) =>
  page.locator(".pairing__code", { hasText: /^[A-Z0-9]{4}-[A-Z0-9]{4}$/ });

/** Has the desk take a screen that shows its code: as a wall of the whole street, unless it is to be of one grid. */
export async function takeAsWall(
  page: Page,
  chief: Colleague,
  { gridId = null, settings }: { gridId?: number | null; settings: Partial<WallSettings> },
): Promise<{ territoryId: number; id: number }> {
  const territoryId = await streetId(chief);
  const { id } = await chief.tell<{ id: number }>("wall.pair", {
    territoryId,
    gridId,
    name: "大厅（示范）",
    code: await pairingCode(page).innerText(),
    settings: { ...WALL_DEFAULTS, ...settings },
  });
  return { territoryId, id };
}

/** How a wall is set up that has every scene, each until it is told to show another one. */
export const EVERY_SCENE = {
  ...WALL_DEFAULTS,
  scenes: SCENE_KINDS.map((kind) => ({ kind, seconds: 60, when: "always" as const })),
  urgentSeconds: 0,
};

/** Has a wall with every scene show one of them. */
export const pin = (chief: Colleague, wall: { territoryId: number; id: number }, kind: SceneKind) =>
  chief.tell("wall.steer", { ...wall, given: { order: "pin", scene: SCENE_KINDS.indexOf(kind) } });
