import type { Place, PlaceKind } from "@getu/domain";
import { expect, test } from "vitest";
import { servicesNear } from "../../src/print/board/services-near.ts";

const place = (id: number, kind: PlaceKind, lng: number, telephone: string | null = "000-0000"): Place => ({
  id,
  externalId: String(id),
  name: `场所${id}`,
  kind,
  position: [lng, 30],
  telephone,
  openingHours: null,
  staffOnDuty: null,
  gridId: null,
});

test("a board lists the nearest of each kind that can be rung, the police first, and nothing without a telephone", () => {
  const places = [
    place(1, "mediation-room", 120.001),
    place(2, "police-room", 120.09),
    place(3, "police-room", 120.01),
    place(4, "police-room", 120.002, null),
    place(5, "waste-collection", 120),
  ];
  expect(servicesNear([120, 30], places).map(({ id }) => id)).toEqual([3, 1]);
  expect(servicesNear([120.08, 30], places).map(({ id }) => id)).toEqual([2, 1]);
});
