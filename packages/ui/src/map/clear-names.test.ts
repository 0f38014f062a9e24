import type { Obstacle, SpacedPlaces } from "@getu/layers";
import type { Incident } from "@getu/domain";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createNameClearing, STAND_MS } from "./clear-names.ts";

const incidentAt = (lng: number): Incident =>
  ({ position: [lng, 30], severity: "minor" }) as unknown as Incident;
const noPlaces = (): SpacedPlaces => ({ drawn: [], crowded: new Set() });

let told: number[][];
let clearing: ReturnType<typeof createNameClearing>;

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  clearing = createNameClearing({ unit: 1 }, (obstacles: readonly Obstacle[]) =>
    told.push(obstacles.map(({ position: [lng] }) => lng)),
  );
});

afterEach(() => {
  clearing.stop();
  vi.useRealTimers();
});

test("names move at once when the map shows another place, and once in a while however many incidents come", () => {
  const places = noPlaces();
  clearing.set({ places, incidents: [incidentAt(1)] });
  expect(told).toEqual([[1]]);
  for (let lng = 2; lng < 20; lng += 1) {
    clearing.set({ places, incidents: [incidentAt(lng)] });
    vi.advanceTimersByTime(STAND_MS / 20);
  }
  expect(told).toEqual([[1]]);
  vi.advanceTimersByTime(STAND_MS);
  expect(told).toEqual([[1], [19]]);
  clearing.set({ places: noPlaces(), incidents: [incidentAt(20)] });
  expect(told.at(-1)).toEqual([20]);
});

test("names stay where they are when marks stand where they stood, whatever else is said of them", () => {
  const places = noPlaces();
  clearing.set({ places, incidents: [incidentAt(1)] });
  clearing.set({ places: noPlaces(), incidents: [incidentAt(1)] });
  clearing.set({ places, incidents: [incidentAt(1)] });
  vi.advanceTimersByTime(2 * STAND_MS);
  expect(told).toEqual([[1]]);
});
