import { expect, test } from "vitest";
import { cameraAt, incidentAt } from "../index.ts";
import type { Camera, Incident } from "../index.ts";

const incident = {
  status: "closed",
  occurredAt: "2026-11-20T08:00:00.000Z",
  closedAt: "2026-11-20T12:00:00.000Z",
} as Incident;

const stateAt = (given: Incident, moment: string): string | undefined =>
  incidentAt(given, new Date(moment))?.status;

test("an incident is not there before it happens, open until it is closed, and closed from then on", () => {
  const moments = ["07:59:59", "08:00:00", "11:59:59", "12:00:00"].map((time) => `2026-11-20T${time}Z`);
  expect(moments.map((moment) => stateAt(incident, moment))).toEqual([
    undefined,
    "reported",
    "reported",
    "closed",
  ]);
});

test("an incident that was opened again is open at every moment, whatever time its last closing left", () => {
  const again = { ...incident, status: "handling" } as Incident;
  expect(stateAt(again, "2026-11-20T11:00:00Z")).toBe("handling");
  expect(stateAt(again, "2026-11-20T13:00:00Z")).toBe("handling");
});

const camera = { status: "offline", statusSince: "2026-11-20T08:00:00.000Z" } as Camera;

test("a camera's state is known from when it took it on, and unknown before and where that was never said", () => {
  const at = (given: Camera, moment: string) => cameraAt(given, new Date(moment)).status;
  expect(at(camera, "2026-11-20T08:00:00Z")).toBe("offline");
  expect(at(camera, "2026-11-20T07:59:59Z")).toBe("unknown");
  expect(at({ ...camera, statusSince: null }, "2026-11-25T00:00:00Z")).toBe("unknown");
});
