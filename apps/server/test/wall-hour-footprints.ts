import { setTimeout as sleep } from "node:timers/promises";
import { toLocalTime } from "@getu/domain";
import { watchFootprint } from "@getu/testkit";
import { takeHeard } from "./heard-changes.ts";
import type { HeardEvent } from "./heard-changes.ts";
import type { FootprintOfScene } from "./wall-hour-growth.ts";
import { notedLook } from "./wall-hour-stage.ts";
import type { Stage } from "./wall-hour-stage.ts";

/** What is taken down of a page all the while. */
export type Watch = {
  footprints: FootprintOfScene[];
  heard: HeardEvent[];
  /** Resolves when the last has been taken. */
  stop: () => Promise<void>;
};

/** What a screen that is not cut off shows: the scene, and of which community where it has one; null = there is none. */
export const shownScene = ({ page }: Pick<Stage, "page">): Promise<string | null> =>
  page.evaluate(() => {
    const wall = document.querySelector<HTMLElement>('.wall[data-lost="false"]');
    const community = wall?.querySelector(".panel--community h2")?.textContent;
    return wall ? [wall.dataset["scene"], community].join(" ").trim() : null;
  });

/** Begins to take down what the page holds; what goes wrong in doing so is a fault of the stage. */
export function startWatch(stage: Stage): Watch {
  const over = new AbortController();
  const taken = { footprints: [], heard: [] };
  const done = takeFootprints(stage, taken, over.signal).catch(
    (error: unknown) => void stage.faults.push(String(error)),
  );
  return {
    ...taken,
    stop() {
      over.abort();
      return done;
    },
  };
}

/** The made-up street's. */
const TIME_ZONE = "Asia/Shanghai";

/** Two seconds after another scene has come: each of them, and each place, holds other things. The more of them, the surer the slope. */
async function takeFootprints(
  stage: Stage,
  { footprints, heard }: Pick<Watch, "footprints" | "heard">,
  over: AbortSignal,
): Promise<void> {
  const take = await watchFootprint(stage.page);
  for (let before = await shownScene(stage); !over.aborted; await sleep(500)) {
    const scene = await shownScene(stage);
    const isAnother = scene !== before;
    before = scene;
    if (scene === null || !isAnother) continue;
    await sleep(2000);
    if ((await shownScene(stage)) !== scene) continue;
    heard.push(...(await takeHeard(stage.page)));
    const now = new Date();
    const day = toLocalTime(now.toISOString(), TIME_ZONE).slice(0, 10);
    footprints.push({ atMs: now.getTime() - stage.started, day, scene, ...(await notedLook(stage, take)) });
  }
}
