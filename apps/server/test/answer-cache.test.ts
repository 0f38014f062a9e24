import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { createAnswerCache } from "../src/http/answer-cache.ts";

const counter = () => {
  let made = 0;
  return { make: async () => ({ made: ++made }), count: () => made };
};

test("an answer is made once for as long as its freshness stays, also for callers at the same moment", async () => {
  const cache = createAnswerCache({ mostCharacters: 1000 });
  const { make, count } = counter();
  const ask = (freshness: string) => cache.answerFor({ key: "heat", freshness, make });
  const [first, second] = await Promise.all([ask("1-1"), ask("1-1")]);
  expect(first).toBe(second);
  expect(await ask("1-1")).toBe(first);
  expect(count()).toBe(1);
  expect((await ask("1-2")).text).toBe('{"made":2}');
});

test("the compressed form holds the same text under the same tag", async () => {
  const { text, compressed, etag } = await createAnswerCache({ mostCharacters: 1000 }).answerFor({
    key: "a",
    freshness: "1",
    make: async () => ({ name: "网格" }),
  });
  expect(gunzipSync(compressed).toString()).toBe(text);
  expect(etag).toMatch(/^W\/"[\w-]{27}"$/);
});

test("a failure is not remembered", async () => {
  const cache = createAnswerCache({ mostCharacters: 1000 });
  const failing = cache.answerFor({
    key: "a",
    freshness: "1",
    make: () => Promise.reject(new Error("away")),
  });
  await expect(failing).rejects.toThrow("away");
  expect((await cache.answerFor({ key: "a", freshness: "1", make: async () => 1 })).text).toBe("1");
});

test("the oldest answers leave when there is too much text", async () => {
  const cache = createAnswerCache({ mostCharacters: 250 });
  const { make, count } = counter();
  const long = async () => ({ made: (await make()).made, text: "x".repeat(80) });
  const ask = (key: string) => cache.answerFor({ key, freshness: "1", make: long });
  for (const key of ["a", "b", "c"]) await ask(key);
  expect(count()).toBe(3);
  await ask("c");
  await ask("b");
  expect(count()).toBe(3);
  await ask("a");
  expect(count()).toBe(4);
});
