import { setTimeout as sleep } from "node:timers/promises";
import { onTestFinished, expect, test } from "vitest";
import { createAccessWatch } from "../src/access/access-watch.ts";
import type { AccessWatch } from "../src/access/access-watch.ts";

/** A watch that looks every 20 ms and finds that nothing about access changes, and what it complains of. */
function startWatch(): { watch: AccessWatch; errors: unknown[] } {
  const errors: unknown[] = [];
  const watch = createAccessWatch({
    readEpoch: () => Promise.resolve("1"),
    onError: (error) => errors.push(error),
    pollMs: 20,
  });
  onTestFinished(() => watch.stop());
  return { watch, errors };
}

test("who may not read any more is put out within seconds, also as the last of five hundred", async () => {
  const { watch } = startWatch();
  const watchedFrom = performance.now();
  const mayAfter = (answer: boolean) => () => sleep(20).then(() => answer);
  const kept: number[] = [];
  for (let i = 1; i < 500; i += 1) watch.watch({ stillMay: mayAfter(true), end: () => kept.push(i) });
  const endedAt = await new Promise<number>((resolve) => {
    watch.watch({ stillMay: mayAfter(false), end: () => resolve(performance.now()) });
  });
  expect(endedAt - watchedFrom).toBeLessThan(5_000);
  expect(kept).toEqual([]);
});

test("who cannot be asked keeps what is open, is asked again at the next look, and keeps nobody else from being put out", async () => {
  const { watch, errors } = startWatch();
  const ended: string[] = [];
  let asked = 0;
  const unknown = (): Promise<boolean> => {
    asked += 1;
    return Promise.reject(new Error("the database does not answer"));
  };
  watch.watch({ stillMay: unknown, end: () => ended.push("unknown") });
  watch.watch({ stillMay: unknown, end: () => ended.push("unknown") });
  const forget = watch.watch({
    stillMay: () => Promise.resolve(false),
    end: () => {
      ended.push("refused");
      forget();
    },
  });
  await expect.poll(() => errors.length).toBeGreaterThan(2);
  expect(ended).toEqual(["refused"]);
  expect(asked).toBe(2 * errors.length); // told of once a look, not once for each
  expect(errors[0]).toEqual(new Error("the database does not answer"));
});

test("who begins to be watched with rights that were taken away just before is put out at the next look, though nothing changes any more", async () => {
  const { watch } = startWatch();
  const asked = { settled: 0, newcomer: 0 };
  const settled = async (): Promise<boolean> => {
    asked.settled += 1;
    return true;
  };
  watch.watch({ stillMay: settled, end: () => {} });
  await expect.poll(() => asked.settled, { timeout: 5000 }).toBe(1); // the epoch has been read
  await new Promise<void>((resolve) => {
    const newcomer = async (): Promise<boolean> => {
      asked.newcomer += 1;
      return false;
    };
    const forget = watch.watch({
      stillMay: newcomer,
      end: () => {
        forget();
        resolve();
      },
    });
  });
  await sleep(200);
  expect(asked).toEqual({ settled: 1, newcomer: 1 }); // and nobody is asked for it a second time
});
