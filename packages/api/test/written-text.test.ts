import { randomBytes } from "node:crypto";
import type { Action, Territory } from "@getu/domain";
import { createTestDatabase, foundTown, townPosition } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testCaller } from "./test-caller.ts";

let database: TestDatabase;
let territory: Territory;

beforeAll(async () => {
  database = await createTestDatabase();
  ({ territory } = await foundTown(database.db));
});
afterAll(() => database.drop());

/** Shows as 和平路 21 号 (12 turned round), with a word cut in two. */
const DISGUISED = " 和平路 \u202e12\u202c 号，垃\u200b圾\u0007没清\r\n第二天 ";
const SEEN = "和平路 12 号，垃圾没清\n第二天";
const FAMILY = "👨‍👩‍👧 سالام، يول چىرىغى بۇزۇلدى";

const newKey = () => randomBytes(16).toString("hex");
const dispatcher = () =>
  testCaller(database.db, {
    caller: { kind: "person", id: "dispatcher" },
    grants: [{ role: "dispatcher", territoryId: territory.id, gridPath: "" }],
  });

async function fileSaying(summary: string): Promise<number> {
  const { incident } = await dispatcher().intake.file({
    territoryId: territory.id,
    report: {
      requestId: newKey(),
      channel: "hotline",
      category: "noise",
      condition: "default",
      summary,
      position: townPosition(0.5, 0.5),
      accuracyMetres: null,
      occurredAt: null,
      contact: null,
      photoIds: [],
      sameAs: null,
    },
  });
  return incident.id;
}

describe("what is written in free words", () => {
  test("is kept as it is seen: nothing that turns it round or hides in it reaches who reads it", async () => {
    const id = await fileSaying(DISGUISED);
    const incident = await dispatcher().incident.get({ territoryId: territory.id, id });
    expect(incident.summary).toBe(SEEN);
    const act = (action: Action, text?: string) =>
      dispatcher().incident.act({
        territoryId: territory.id,
        id,
        action,
        idempotencyKey: newKey(),
        text,
      });
    await act("accept");
    await act("feed-back", DISGUISED);
    const { steps } = await dispatcher().incident.history({ territoryId: territory.id, id });
    expect(steps.at(-1)?.text).toBe(SEEN);
  });

  test("keeps emoji that are joined, and scripts that run to the left", async () => {
    const id = await fileSaying(FAMILY);
    const incident = await dispatcher().incident.get({ territoryId: territory.id, id });
    expect(incident.summary).toBe(FAMILY);
  });

  test("must hold something that is seen", async () => {
    await expect(fileSaying("\u200b\u202e \u2069")).rejects.toThrow(/too_small/i);
  });
});
