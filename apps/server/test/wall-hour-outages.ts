import { setTimeout as sleep } from "node:timers/promises";
import { startEmbeddedPostgres } from "@getu/store";
import { expect } from "vitest";
import { agreesInPicture, shoot, untilItAgrees } from "./wall-hour-agreement.ts";
import { outageMs } from "./wall-hour-plan.ts";
import type { Stage } from "./wall-hour-stage.ts";
import type { WallState } from "./wall-numbers.ts";

type Outage = { name: string; lastsMs: number; begin: () => Promise<unknown>; end: () => Promise<unknown> };

/** What became of a wall that was cut off for a while; times after the moment at which it could be heard again. */
export type OutageFigures = {
  lastsMs: number;
  /** How long after the cut it said so. */
  saidMs: number;
  words: string;
  liveMs: number;
  /** When it showed what the database held. */
  currentMs: number;
  before: WallState | null;
  after: WallState | null;
};

/** Stops the database for a minute. */
export function stopDatabase(stage: Stage, name: string): Promise<OutageFigures> {
  const { database } = stage;
  return cutOff(stage, {
    name,
    lastsMs: outageMs(1),
    begin: () => database.postgres.stop(),
    end: async () => {
      const { url } = database.postgres;
      database.postgres = await startEmbeddedPostgres({ home: database.home });
      expect(database.postgres.url).toBe(url);
    },
  });
}

/** Cuts the network for five minutes; what was connected stays dead, so that only new connections get through afterwards. */
export const cutNetwork = (stage: Stage): Promise<OutageFigures> =>
  cutOff(stage, {
    name: "network",
    lastsMs: outageMs(5),
    begin: () => stage.wire.set("cut"),
    end: () => stage.wire.set("ok"),
  });

const shows = ({ page }: Stage, isLost: boolean, timeout: number): Promise<void> =>
  page.locator(`.wall[data-lost="${isLost}"]`).waitFor({ timeout });

/** Has the wall cut off for a while, and holds what it says before, meanwhile and afterwards against the database. */
async function cutOff(stage: Stage, { name, lastsMs, begin, end }: Outage): Promise<OutageFigures> {
  const before = await agreesInPicture(stage, `${name}-1-before`, 30_000);
  const from = Date.now();
  await begin();
  const cutAt = Date.now(); // a database answers until it is down
  const said = await saysSince(stage, { from, to: cutAt })
    .then(async (heardSaid) => {
      await sleep(Math.max(0, cutAt + lastsMs - 3000 - Date.now()));
      await shoot(stage, `${name}-2-meanwhile`);
      await sleep(Math.max(0, cutAt + lastsMs - Date.now()));
      return heardSaid;
    })
    .finally(end); // what comes next needs it, whatever became of this
  const backAt = Date.now();
  await shows(stage, false, 60_000);
  const liveMs = Date.now() - backAt;
  const after = await agreesInPicture(stage, `${name}-3-after`, 60_000);
  const currentMs = after.atMs - backAt;
  console.log(
    `${name}: said after ${said.saidMs} ms, live ${liveMs} ms and current ${currentMs} ms after its return`,
  );
  return { lastsMs, ...said, liveMs, currentMs, before: before.shown, after: after.shown };
}

/** Waits until the wall says that it is cut off, and holds the moment that it names against the time in which that came about. */
async function saysSince(
  stage: Stage,
  { from, to }: { from: number; to: number },
): Promise<Pick<OutageFigures, "saidMs" | "words">> {
  await shows(stage, true, Math.max(1, to + 10_000 - Date.now()));
  const saidMs = Date.now() - to;
  const words = await stage.page.locator(".data-age strong").innerText();
  const [, clock = ""] = /^连接中断，自 (\d\d:\d\d:\d\d) 起/.exec(words) ?? [];
  const isTrue = secondsAfter(clock, from) > -7 && secondsAfter(clock, to) < 3; // it hears the server every five seconds
  expect([words, isTrue]).toEqual([words, true]);
  return { saidMs, words };
}

/** By how many seconds the moment that the wall names lies after another one, by the street's clock. */
function secondsAfter(clock: string, moment: number): number {
  const secondOf = (text: string): number =>
    text.split(":").reduce((sum, part) => 60 * sum + Number(part), 0);
  const named = new Intl.DateTimeFormat("zh-CN", {
    timeZone: "Asia/Shanghai",
    hourCycle: "h23",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).format(moment);
  const day = 86_400;
  return ((secondOf(clock) - secondOf(named) + 1.5 * day) % day) - day / 2; // over midnight as well
}

/** The map between the panels. */
const FREE = { x: 560, y: 140, width: 800, height: 560 };

/** How many bytes the map's picture takes: one without ground, lines and marks takes a fraction. */
const sizeOfMap = async ({ page }: Stage): Promise<number> =>
  (await page.screenshot({ clip: FREE, timeout: 60_000 })).length;

/** Takes the graphics away for good, and waits until as much of the map is there as before. */
export async function loseGraphics(
  stage: Stage,
): Promise<{ backMs: number; before: number; without: number }> {
  const { page } = stage;
  await untilItAgrees(stage, 30_000);
  await page.locator('.map[data-map-idle="true"]').waitFor();
  const before = await sizeOfMap(stage);
  await shoot(stage, "graphics-1-before");
  const lostAt = Date.now();
  await page.evaluate(() => {
    for (const canvas of document.querySelectorAll<HTMLCanvasElement>(".map canvas"))
      canvas.getContext("webgl2")?.getExtension("WEBGL_lose_context")?.loseContext();
  });
  await sleep(200); // the page is told a moment later; after a second it draws the marks again
  const without = await sizeOfMap(stage);
  await shoot(stage, "graphics-2-lost");
  const isBack = async (): Promise<boolean> => Math.abs((await sizeOfMap(stage)) / before - 1) < 0.1;
  await expect.poll(isBack, { timeout: 60_000, interval: 100 }).toBe(true);
  const backMs = Date.now() - lostAt;
  await shoot(stage, "graphics-3-after");
  await untilItAgrees(stage, 30_000);
  return { backMs, before, without };
}
