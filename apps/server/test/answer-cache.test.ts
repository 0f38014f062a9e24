import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { createAnswerCache, toBytes, toJson } from "../src/http/answer-cache.ts";

const counter = () => {
  let made = 0;
  return { make: async () => toJson({ made: ++made }), count: () => made };
};

test("an answer is made once for as long as its freshness stays, also for callers at the same moment", async () => {
  const cache = createAnswerCache({ mostBytes: 10_000 });
  const { make, count } = counter();
  const ask = (freshness: string) => cache.answerFor({ key: "heat", freshness, make });
  const [first, second] = await Promise.all([ask("1-1"), ask("1-1")]);
  expect(first).toBe(second);
  expect(await ask("1-1")).toBe(first);
  expect(count()).toBe(1);
  expect((await ask("1-2")).body.toString()).toBe('{"made":2}');
});

test("the compressed form holds the same bytes under the same tag, and a short answer has none", async () => {
  const cache = createAnswerCache({ mostBytes: 100_000 });
  const bytes = Uint8Array.from({ length: 5000 }, (_, i) => i % 7);
  const long = await cache.answerFor({ key: "a", freshness: "1", make: async () => toBytes(bytes) });
  expect(gunzipSync(long.compressed!)).toEqual(Buffer.from(bytes));
  expect([long.type, long.body.length]).toEqual(["application/octet-stream", 5000]);
  const short = await cache.answerFor({
    key: "b",
    freshness: "1",
    make: async () => toJson({ name: "网格" }),
  });
  expect(short).toMatchObject({ type: "application/json; charset=utf-8", compressed: null });
  for (const { etag } of [long, short]) expect(etag).toMatch(/^W\/"[\w-]{27}"$/);
});

test("a failure is not remembered", async () => {
  const cache = createAnswerCache({ mostBytes: 10_000 });
  const failing = cache.answerFor({
    key: "a",
    freshness: "1",
    make: () => Promise.reject(new Error("away")),
  });
  await expect(failing).rejects.toThrow("away");
  const answer = await cache.answerFor({ key: "a", freshness: "1", make: async () => toJson(1) });
  expect(answer.body.toString()).toBe("1");
});

test("the oldest answers leave when there are too many bytes", async () => {
  const cache = createAnswerCache({ mostBytes: 6000 });
  let made = 0;
  const long = async () => toJson({ made: ++made, text: "x".repeat(600) });
  const ask = (key: string) => cache.answerFor({ key, freshness: "1", make: long });
  for (const key of ["a", "b", "c"]) await ask(key);
  expect(made).toBe(3);
  await ask("c");
  await ask("b");
  expect(made).toBe(3);
  await ask("a");
  expect(made).toBe(4);
});

test("a small answer counts with all that keeping it takes", async () => {
  const cache = createAnswerCache({ mostBytes: 10_000 });
  let made = 0;
  const ask = (key: number) =>
    cache.answerFor({ key: String(key), freshness: "1", make: async () => toJson(++made) });
  for (let key = 0; key < 5; key++) await ask(key);
  await ask(4);
  expect(made).toBe(5);
  await ask(0);
  expect(made).toBe(6);
});
