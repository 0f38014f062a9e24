import { resumeRotation, rotate, startRotation, WALL_FREE } from "@getu/domain";
import type { Rotation, RotationMoment } from "@getu/domain";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createRotationKeeper, recallRotation } from "../src/kept-rotation.ts";

const HOUR_SECONDS = 3_600;

/** Whose rotation it is. */
const WALL = 3;

const SCENES = [
  { kind: "territory", seconds: 60, when: "always" },
  { kind: "overdue", seconds: 25, when: "always" },
  { kind: "community", seconds: 8, when: "always" },
] as const;

const momentAt = (second: number, changes: Partial<RotationMoment> = {}): RotationMoment => ({
  nowMs: second * 1000,
  scenes: SCENES,
  control: WALL_FREE,
  facts: { hour: 8, overdue: 0, offline: 0 },
  urgent: [],
  isTouched: false,
  ...changes,
});

/** What the browser was told to write. */
let written: string[];

beforeEach(() => {
  written = [];
  vi.stubGlobal("localStorage", {
    setItem: (_name: string, text: string) => written.push(text),
    getItem: () => written.at(-1) ?? null,
  });
});

afterEach(() => vi.unstubAllGlobals());

/** A wall that is on for an hour, its clock ticking once a second; `look` is asked after each. */
function watch(
  moments: (second: number) => RotationMoment,
  look: (rotation: Rotation, second: number) => void,
) {
  const keep = createRotationKeeper(WALL);
  let rotation = startRotation(moments(0));
  for (let second = 0; second < HOUR_SECONDS; second += 1) {
    rotation = rotate(rotation, moments(second));
    keep(rotation);
    look(rotation, second);
  }
}

test("a wall that is on for an hour writes once in ten seconds and at each scene, and a reload goes on where it would have been", () => {
  let scenes = 0;
  let before: Rotation | null = null;
  watch(momentAt, (rotation, second) => {
    if (rotation.scene !== before?.scene) scenes += 1;
    before = rotation;
    expect(resumeRotation(recallRotation(WALL), momentAt(second))).toEqual(rotation);
  });
  expect(written.length).toBeLessThanOrEqual(scenes + HOUR_SECONDS / 10);
});

test("a reload while somebody stands at the wall goes on with the scene, no more than ten seconds beside", () => {
  const moments = (second: number): RotationMoment => momentAt(second, { isTouched: second % 100 > 60 });
  watch(moments, (rotation, second) => {
    const resumed = recallRotation(WALL);
    expect(resumed).toMatchObject({ scene: rotation.scene, round: rotation.round });
    expect(Math.abs(rotation.atMs - (resumed?.atMs ?? NaN))).toBeLessThan(10_000);
    expect(Math.abs(rotation.spentMs - (resumed?.spentMs ?? NaN)), `second ${second}`).toBeLessThan(10_000);
  });
});

test("an order that was followed, and an urgent incident that was sent away, are known after a reload at once", () => {
  const keep = createRotationKeeper(WALL);
  const first = rotate(startRotation(momentAt(0)), momentAt(1));
  keep(first);
  const changed = [
    { skips: 1 },
    { sendOffs: 1 },
    { dismissed: [{ id: 7, sinceMs: 1_000 }] },
    { held: { urgentId: 7 } },
  ];
  for (const changes of changed) {
    keep({ ...first, ...changes });
    expect(recallRotation(WALL)).toEqual({ ...first, ...changes });
  }
});

test("a screen that is taken for another wall begins that one's list", () => {
  createRotationKeeper(WALL)(rotate(startRotation(momentAt(0)), momentAt(70)));
  expect(recallRotation(WALL)).toMatchObject({ scene: 1 });
  for (const other of [4, null]) expect(recallRotation(other)).toBeNull();
});
