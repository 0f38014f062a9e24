import { expect, test } from "vitest";
import { z } from "zod";
import { randomUuid } from "./random-uuid.ts";

test("a name drawn at random is a UUID of version 4, and another each time", () => {
  const drawn = Array.from({ length: 1_000 }, randomUuid);
  for (const name of drawn) expect(z.uuidv4().safeParse(name).success, name).toBe(true);
  expect(new Set(drawn).size).toBe(drawn.length);
});
