import { expect, test } from "vitest";
import { createFormat } from "./format.ts";
import { layerAges, layerAgeTexts } from "./layer-ages.ts";
import type { LiveState } from "./live/live-state.ts";

const ANSWERED_AT = Date.UTC(2026, 10, 27, 8, 0, 0);
const HEARD_AT = ANSWERED_AT + 90_000;
const answer = { dataUpdatedAt: ANSWERED_AT, failureCount: 0 };

/** All four answers came at once, but for what a test says of one of them. */
const answers = (given: Partial<Parameters<typeof layerAges>[0]> = {}): Parameters<typeof layerAges>[0] => ({
  incidents: answer,
  cameras: answer,
  places: answer,
  grids: answer,
  ...given,
});

const live: LiveState = {
  status: "live",
  startedAt: ANSWERED_AT,
  heardAt: HEARD_AT,
  heldSince: null,
  offsetMs: 0,
};

test("a layer that is kept up to date is true as of the last word from the server, also while that is silent", () => {
  for (const status of ["live", "lost"] as const)
    expect(layerAges(answers(), { ...live, status }).incidents).toEqual(new Date(HEARD_AT));
});

test("an answer that came after the last word is true as of itself, and so is one of a server that was never heard", () => {
  const cameras = { dataUpdatedAt: HEARD_AT + 1_000, failureCount: 0 };
  expect(layerAges(answers({ cameras }), live).cameras).toEqual(new Date(HEARD_AT + 1_000));
  expect(layerAges(answers(), { ...live, heardAt: null }).cameras).toEqual(new Date(ANSWERED_AT));
});

test("a layer that is asked for in vain stays as old as its answer although the server is heard, the others do not", () => {
  const ages = layerAges(answers({ places: { ...answer, failureCount: 1 } }), live);
  expect([ages.places, ages.grids]).toEqual([new Date(ANSWERED_AT), new Date(HEARD_AT)]);
});

test("while changes are held up a layer is true as of when that began, and one that was asked for since as of its answer", () => {
  const heldSince = ANSWERED_AT + 30_000;
  const cameras = { dataUpdatedAt: heldSince + 20_000, failureCount: 0 };
  const ages = layerAges(answers({ cameras }), { ...live, heldSince });
  expect([ages.incidents, ages.cameras]).toEqual([new Date(heldSince), new Date(heldSince + 20_000)]);
});

test("no layer is of the future once the screen's clock was set back, whatever it was when an answer came", () => {
  const grids = { dataUpdatedAt: HEARD_AT + 8 * 3_600_000, failureCount: 0 };
  expect(layerAges(answers({ grids }), live).grids).toEqual(new Date(HEARD_AT));
  const failing = { ...grids, failureCount: 3 };
  expect(layerAges(answers({ grids: failing }), live).grids).toEqual(new Date(HEARD_AT));
});

test("ages are told in the server's time, whatever the clock of the screen says", () => {
  const fast = { ...live, offsetMs: -3_600_000 };
  expect(layerAges(answers(), fast).incidents).toEqual(new Date(HEARD_AT - 3_600_000));
});

test("each layer says its own time by the street's clock, and one without an answer says none", () => {
  const ages = layerAges(
    {
      incidents: { dataUpdatedAt: 0, failureCount: 2 },
      cameras: { dataUpdatedAt: HEARD_AT + 1_000, failureCount: 0 },
      places: { ...answer, failureCount: 1 },
      grids: answer,
    },
    live,
  );
  const words = { format: createFormat("zh-CN", "Asia/Shanghai"), now: new Date(HEARD_AT) };
  expect(layerAgeTexts(ages, words)).toEqual({
    incidents: null,
    cameras: "16:01:31",
    places: "16:00:00",
    grids: "16:01:30",
  });
  const dayLater = { ...words, now: new Date(HEARD_AT + 24 * 3_600_000) };
  expect(layerAgeTexts(ages, dayLater).grids).toMatch(/^\d\d-\d\d 16:01$/); // it is not of today
});
