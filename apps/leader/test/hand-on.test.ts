import { deskReportSchema } from "@getu/domain";
import { describe, expect, test } from "vitest";
import type { Entry } from "../src/outbox/entry.ts";
import { notedIn, toReportAt } from "../src/outbox/hand-on.ts";
import { actOn, entryOf } from "./made-up-entries.ts";

const photo = (picture: string) => ({ kind: "after", picture, sent: null }) as const;
type Said = { reason?: string; text?: string; photos?: string[] };
const step = (number: number, { photos = [], ...said }: Said): Entry =>
  entryOf(number, actOn(12, { action: "feed-back", seenSteps: number, ...said }), {
    photos: photos.map(photo),
    state: { kind: "conflict", code: "INCIDENT_NOT_FOUND" },
  });

const INCIDENT = {
  category: "street-light",
  condition: "single",
  position: [120.1, 30.2] as [number, number],
};

describe("what was noted of an incident that is somebody else's by now", () => {
  test("is all the words and photos of its steps, in their order", () => {
    const chain = [
      step(1, {}),
      step(2, { text: "换了灯泡", photos: ["a", "b"] }),
      step(3, { reason: "人手不足" }),
    ];
    expect(notedIn(chain)).toEqual({ words: ["换了灯泡", "人手不足"], photos: ["a", "b"].map(photo) });
    expect(notedIn([step(1, {})])).toEqual({ words: [], photos: [] });
  });

  test("goes as a report of the same matter at the same place, as the server takes it", () => {
    const said = { territoryId: 1, seenAtMs: 7, summary: "（原 12 号事件）换了灯泡" };
    const report = toReportAt(INCIDENT, said);
    expect(report).toMatchObject({ ...INCIDENT, ...said, kind: "report", channel: "patrol" });
    const { kind: _, territoryId: __, gridId: ___, seenAtMs, ...rest } = report;
    const sent = {
      ...rest,
      requestId: "a".repeat(32),
      occurredAt: new Date(seenAtMs).toISOString(),
      contact: null,
      photoIds: [],
      sameAs: null,
    };
    expect(deskReportSchema.safeParse(sent).success).toBe(true);
  });
});
