import type { Camera } from "@getu/domain";
import { expect, test } from "vitest";
import { camerasAround } from "../src/cameras-around.ts";

const data = [{ id: 1 } as Camera];
const here: [number, number] = [120.2, 30.2];

/** What is known of a box from a corner of the town to there. */
const boxTo = (east: number, north: number) => ({ bbox: [120.1, 30.1, east, north] as const });

test("the cameras near a place are those that are there where all are, or where the map looks at it", () => {
  const cameras = { data, isPlaceholderData: false };
  expect(camerasAround({ cameras, cameraReach: "all" }, here)).toBe(data);
  expect(camerasAround({ cameras, cameraReach: boxTo(120.3, 30.3) }, here)).toBe(data);
});

test("cameras of where the map looked before are none that are near, nor are those of the last box while others come in", () => {
  const cameras = { data, isPlaceholderData: false };
  for (const away of [boxTo(120.15, 30.3), boxTo(120.3, 30.15)])
    expect(camerasAround({ cameras, cameraReach: away }, here)).toEqual([]);
  expect(camerasAround({ cameras, cameraReach: "none" }, here)).toEqual([]);
  const coming = { data, isPlaceholderData: true };
  expect(camerasAround({ cameras: coming, cameraReach: boxTo(120.3, 30.3) }, here)).toEqual([]);
  expect(camerasAround({ cameras: { isPlaceholderData: false }, cameraReach: "all" }, here)).toEqual([]);
});
