import type { DraftSummary } from "@getu/domain/redraw";
import { expect, test } from "vitest";
import { newsOf } from "../../src/draft/news-of.ts";

const by = { actor: "person:other", name: "张三（示例）" };

const latest: DraftSummary = {
  id: 1,
  name: "试验",
  baseVersion: 1,
  revision: 5,
  state: "draft",
  forkedFrom: null,
  part: null,
  createdBy: by,
  createdAt: "2026-11-22T00:00:00.000Z",
  changedAt: "2026-11-22T00:00:00.000Z",
  lastBy: by,
  changedBy: [by],
  comment: null,
  returned: null,
  effectiveAt: null,
  version: null,
};

test("what somebody else drew is counted from what the page shows, and what the page has drawn itself is no news", () => {
  expect(newsOf({ state: "draft", revision: 3 }, latest)).toEqual({ kind: "drawn", count: 2, by });
  for (const revision of [5, 6]) expect(newsOf({ state: "draft", revision }, latest)).toBeNull();
  expect(newsOf({ state: "draft", revision: 3 }, null)).toBeNull();
});

test("another state is told before other steps", () => {
  const moved = { ...latest, state: "submitted" } as const;
  for (const revision of [3, 5])
    expect(newsOf({ state: "draft", revision }, moved)).toEqual({ kind: "moved", to: "submitted", by });
});
