import type { CameraView } from "@getu/domain";
import { packPoints, toUnits } from "@getu/geometry";
import { expect, test } from "vitest";
import { seenAreas } from "./coverage-layer.ts";

const corners = [
  [121.5, 31.2],
  [121.5007, 31.2],
  [121.5007, 31.2006],
] as const;
const outline = packPoints(corners.flat().map(toUnits));

const view = (cameraId: number, certainty: CameraView["certainty"]): CameraView => ({
  cameraId,
  certainty,
  outlines: certainty === null ? [] : [outline],
});

test("what is seen is drawn where it lies, the verified apart from the assumed, and what counts for nothing not at all", () => {
  const areas = seenAreas([view(1, "verified"), view(2, null), view(3, "assumed"), view(4, "assumed")]);
  expect(areas).toEqual({ verified: [corners], assumed: [corners, corners] });
});
