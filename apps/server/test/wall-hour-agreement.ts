import type { Wall, WallOrder } from "@getu/domain";
import type { Transaction } from "@getu/store";
import { expect } from "vitest";
import { shownScene } from "./wall-hour-footprints.ts";
import { OUTPUT } from "./wall-hour-stage.ts";
import type { Stage } from "./wall-hour-stage.ts";
import { countPlainly, readWall, showsJust } from "./wall-numbers.ts";
import type { WallState } from "./wall-numbers.ts";

/** Takes the screen's picture. */
export const shoot = ({ page }: Stage, name: string): Promise<Buffer> =>
  page.screenshot({ path: `${OUTPUT}wall-hour-${name}.png`, timeout: 60_000 });

/** Gives the wall an order as soon as the server takes it. */
const steer = ({ chief, territoryId, wallId }: Stage, given: WallOrder): Promise<void> =>
  expect
    .poll(() => chief.tell("wall.steer", { territoryId, id: wallId, given }), {
      timeout: 15_000,
      interval: 250,
    })
    .toEqual({});

/** The urgent incident that the wall says it shows. */
async function urgentOn({ chief, territoryId, wallId }: Stage): Promise<number | null> {
  const walls = await chief.ask("wall.list", { territoryId });
  const wall = Array.isArray(walls) ? (walls as Wall[]).find(({ id }) => id === wallId) : undefined;
  return wall?.news?.incidentId ?? null;
}

/** Does something while the first scene stays on the screen, whatever had it. */
export async function withFirstScene<Result>(stage: Stage, act: () => Promise<Result>): Promise<Result> {
  const incidentId = await urgentOn(stage);
  if (incidentId !== null) await steer(stage, { order: "send-off", incidentId }); // of others each has its five seconds
  await steer(stage, { order: "pin", scene: 0 });
  return act().finally(() => steer(stage, { order: "go-on" }));
}

/** Whether changes that are committed wait behind a transaction that still runs: screens are told of them when it ends. */
async function isKeptBack(connection: Transaction): Promise<boolean> {
  const { rowCount } = await connection.query(
    "SELECT FROM change WHERE tx >= pg_snapshot_xmin(pg_current_snapshot()) LIMIT 1",
  );
  return rowCount !== 0;
}

/** Does something while nobody can write to incidents, and who has to wait for that keeps nothing back from the screen. */
export async function whileNobodyWrites<Result>(
  { database }: Stage,
  act: () => Promise<Result>,
): Promise<Result> {
  const holder = await database.db.pool.connect();
  const lock = (): Promise<unknown> => holder.query("BEGIN; LOCK TABLE incident IN SHARE MODE");
  try {
    for (await lock(); await isKeptBack(holder); await lock()) await holder.query("ROLLBACK");
    return await act();
  } finally {
    await holder.query("ROLLBACK");
    holder.release();
  }
}

/** Waits until the screen shows just what the database holds; returns what it shows. */
export async function untilItAgrees(stage: Stage, withinMs: number): Promise<WallState | null> {
  const { database, page, territoryId } = stage;
  let shown: WallState | null = null;
  let counted: WallState | null = null;
  const look = async (): Promise<boolean> => {
    counted = await countPlainly(database.db, territoryId); // deadlines pass all the while
    shown = await readWall(page);
    return shown !== null && showsJust(shown, counted);
  };
  try {
    await expect.poll(look, { timeout: withinMs, interval: 200 }).toBe(true);
    return shown;
  } catch (cause) {
    const both = JSON.stringify({ scene: await shownScene(stage), shown, counted });
    throw new Error(`the wall and the database differ: ${both}`, { cause });
  }
}

/** Holds what the wall shows against the database, and takes its picture. */
export const agreesInPicture = (
  stage: Stage,
  name: string,
  withinMs: number,
): Promise<{ shown: WallState | null; atMs: number }> =>
  withFirstScene(stage, async () => {
    const shown = await whileNobodyWrites(stage, () => untilItAgrees(stage, withinMs));
    const atMs = Date.now();
    await shoot(stage, name);
    return { shown, atMs };
  });
