import { createGridIndex } from "@getu/domain";
import type { GridsAround } from "@getu/domain";
import { describe, expect, test } from "vitest";
import { placementWords, sureness } from "../src/report/placement.ts";

/** Two squares of a thousandth of a degree side by side; the western one is one's own. */
const square = (id: number, west: number): GridsAround["grids"][number] => ({
  id,
  name: `${id} 幢`,
  isOwn: id === 6,
  area: {
    type: "Polygon",
    coordinates: [
      [
        [west, 30],
        [west + 0.001, 30],
        [west + 0.001, 30.001],
        [west, 30.001],
        [west, 30],
      ],
    ],
  },
});
const around: GridsAround = { version: 1, name: "6 幢", grids: [square(6, 120), square(7, 120.001)] };
const index = createGridIndex(around.grids);

/** The words are the names of the messages with what is said in them. */
const t = ((name: string, facts?: object) => `${name} ${JSON.stringify(facts ?? {})}`) as never;

const say = (lng: number, accuracyMetres: number | null): string =>
  placementWords({ around, placement: index.placementOf([lng, 30.0005]), accuracyMetres }, t);

describe("whose a place is", () => {
  test("is certain well inside, and may be the neighbour's where the border is nearer than the place is sure", () => {
    expect(say(120.0005, 9)).toMatch(/^leader.report.inside .*"grid":"6 幢"/);
    expect(say(120.0009, 60)).toMatch(/^leader.report.border .*"grid":"6 幢".*"neighbour":"7 幢"/);
  });

  test("may be one's own all the same where the phone has it next door, but not surely", () => {
    expect(say(120.0015, 9)).toMatch(/^leader.report.other .*"grid":"7 幢"/);
    expect(say(120.0011, 60)).toMatch(/^leader.report.otherBorder .*"grid":"7 幢".*"neighbour":"6 幢"/);
    const placement = index.placementOf([120.0011, 30.0005]);
    expect(sureness({ placement, accuracyMetres: 60 })).toBe("unsure");
  });

  test("is for the server to say outside of what the phone knows, and where it knows nothing", () => {
    expect(say(121, 9)).toMatch(/^leader.report.outside/);
    expect(placementWords({ around: null, placement: null, accuracyMetres: 9 }, t)).toMatch(/unknown/);
  });
});
