import type { Incident } from "@getu/domain";
import { describe, expect, test } from "vitest";
import { incidentLayer, listPulsing, PULSE_MS } from "./incident-layer.ts";
import { listStamps } from "./icon-atlas.ts";
import { DARK_THEME } from "./theme.ts";

const NOW = new Date("2026-11-22T08:00:00.000Z");
const ago = (ms: number): string => new Date(NOW.getTime() - ms).toISOString();

const incident = (changes: Partial<Incident>): Incident => ({
  id: 1,
  externalId: null,
  category: "c",
  condition: "d",
  severity: "minor",
  channel: "patrol",
  status: "reported",
  summary: "",
  position: [118.7, 32],
  accuracyMetres: null,
  occurredAt: ago(1000),
  reportedAt: ago(1000),
  dueAt: null,
  closedAt: null,
  gridAtOccurrence: null,
  gridCurrent: null,
  distanceToBorderMetres: null,
  neighbourGridId: null,
  nearBorder: false,
  ...changes,
});

describe("incidents on the map", () => {
  test("pulse for a minute after the report, and not when closed at once", () => {
    const fresh = incident({ id: 1, reportedAt: ago(PULSE_MS - 1) });
    const old = incident({ id: 2, reportedAt: ago(PULSE_MS) });
    const closed = incident({ id: 3, status: "closed" });
    expect(listPulsing([fresh, old, closed], NOW)).toEqual([fresh]);
  });

  test("are drawn with the gravest on top, the overdue above their equals", () => {
    const style = { theme: DARK_THEME, unit: 1, icons: {}, now: NOW, detailed: false };
    const given = [
      incident({ id: 1, severity: "urgent" }),
      incident({ id: 2, severity: "minor", dueAt: ago(1) }),
      incident({ id: 3, severity: "major" }),
      incident({ id: 4, severity: "minor" }),
    ];
    const drawn = incidentLayer(given, style).props.data as Incident[];
    expect(drawn.map(({ id }) => id)).toEqual([4, 2, 3, 1]);
  });
});

describe("signs", () => {
  test("differ in shape for every severity, camera state and kind of place, whatever their colour", () => {
    const stamps = listStamps(DARK_THEME).map(([name, stamp]) => ({ name, ...stamp }));
    const shapes = stamps.map(({ sign, backdrop, ring }) => `${sign} ${backdrop} ${ring !== null}`);
    // a disc for a minor incident and a disc for a camera at work: told apart by size, colour and layer
    expect(new Set(shapes).size).toBe(stamps.length);
  });
});
