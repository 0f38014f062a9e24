import type { Incident, Place } from "@getu/domain";
import { badgePixels } from "@getu/layers";
import { expect, test } from "vitest";
import { listObstacles } from "./mark-obstacles.ts";

const placeAt = (lng: number): Place => ({ id: lng, position: [lng, 30], kind: "gym" }) as unknown as Place;
const incident = { position: [3, 30], severity: "urgent" } as unknown as Incident;

test("every place and every incident keeps names off as much ground as it is drawn on, a crowded place less", () => {
  const [clear, crowded] = [placeAt(1), placeAt(2)];
  const places = { drawn: [crowded, clear], crowded: new Set([crowded]) };
  const obstacles = listObstacles({ places, incidents: [incident] }, { unit: 2 });
  expect(obstacles.map(({ position: [lng] }) => lng)).toEqual([2, 1, 3]);
  const [small, badge, urgent] = obstacles.map(({ pixels }) => pixels);
  expect(badge).toBe(badgePixels({ unit: 2, detailed: true }));
  expect(small).toBeLessThan(badge! / 2); // it is there
  expect(urgent).toBeGreaterThan(2 * 14);
});
