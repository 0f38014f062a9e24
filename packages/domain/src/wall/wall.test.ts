import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  arranged,
  HEAT_LOOK,
  SCENE_CONDITIONS,
  SCENE_KINDS,
  steer,
  WALL_FREE,
  wallOrderSchema,
} from "../index.ts";
import type { SceneEntry } from "../index.ts";

const SEED = { seed: 7 };

const entry: fc.Arbitrary<SceneEntry> = fc.record({
  kind: fc.constantFrom(...SCENE_KINDS),
  seconds: fc.integer({ min: 5, max: 3600 }),
  when: fc.constantFrom(...SCENE_CONDITIONS),
});
const list = fc.array(entry, { minLength: 1, maxLength: 20 });

const territory: SceneEntry = { kind: "territory", seconds: 60, when: "always" };
const yesterday: SceneEntry = { kind: "yesterday", seconds: 45, when: "by-day" };
const pin = (scene: number, seen?: SceneEntry) => ({ order: "pin", scene, ...(seen && { seen }) }) as const;

describe("a pin that is held against the wall's list", () => {
  test("is taken exactly where the list has that place, and there a scene of the kind that was seen", () => {
    fc.assert(
      fc.property(list, fc.nat(19), entry, (scenes, scene, seen) => {
        const told = steer(WALL_FREE, pin(scene, seen), { scenes });
        const isThere = scenes.map(({ kind }) => kind)[scene] === seen.kind;
        expect(told).toEqual(isThere ? { ...WALL_FREE, pinned: scene } : null);
      }),
      SEED,
    );
  });

  test("is not taken where a scene of the same kind shows another heat or another day than was seen", () => {
    const heat = { ...HEAT_LOOK, window: "year" } as const;
    for (const [seen, standing] of [
      [territory, { ...territory, heat }],
      [{ ...territory, heat }, territory],
      [yesterday, { ...yesterday, day: "2026-11-22" }],
      [{ ...yesterday, day: "2026-11-21" }, yesterday],
    ] as const)
      expect(steer(WALL_FREE, pin(0, seen), { scenes: [standing] })).toBeNull();
  });

  test("is taken where the scene that was seen has been given another time, or is written out as the form does", () => {
    const pinned = { ...WALL_FREE, pinned: 0 };
    for (const [seen, standing] of [
      [territory, { ...territory, seconds: 5, when: "by-night" }],
      [territory, { ...territory, heat: HEAT_LOOK, day: null }],
      [{ ...yesterday, day: null }, yesterday],
    ] as const)
      expect(steer(WALL_FREE, pin(0, seen), { scenes: [standing] })).toEqual(pinned);
  });

  test("that does not say what was seen is held against the places alone", () => {
    const scenes = [territory, yesterday];
    expect(steer(WALL_FREE, pin(1), { scenes })).toEqual({ ...WALL_FREE, pinned: 1 });
    expect(steer(WALL_FREE, pin(2), { scenes })).toBeNull();
  });

  test("leaves what every other order tells a wall as it is without a list", () => {
    for (const given of [
      { order: "hold" },
      { order: "go-on" },
      { order: "skip" },
      { order: "send-off", incidentId: 7 },
    ] as const)
      expect(steer(WALL_FREE, given, { scenes: [territory] })).toEqual(steer(WALL_FREE, given));
  });
});

test("an order to pin may say what was seen, and nothing that no list has", () => {
  expect(wallOrderSchema.parse(pin(1, yesterday))).toEqual(pin(1, yesterday));
  for (const seen of [{ ...yesterday, kind: "lunch" }, { ...yesterday, seconds: 1 }, "yesterday", null])
    expect(wallOrderSchema.safeParse({ ...pin(1), seen }).success).toBe(false);
});

describe("the desk", () => {
  test("takes back hold and pin by going on, and a pin by skipping", () => {
    const control = steer(steer(WALL_FREE, { order: "hold" }), { order: "pin", scene: 1 });
    expect(control).toEqual({ ...WALL_FREE, isHeld: true, pinned: 1 });
    expect(steer(control, { order: "go-on" })).toEqual(WALL_FREE);
    expect(steer(control, { order: "skip" })).toEqual({ ...WALL_FREE, isHeld: true, skips: 1 });
  });

  test("leaves a scene pinned wherever it is in a list that was set up anew, and none that is not in it any more", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...SCENE_KINDS), { minLength: 1 }),
        fc.infiniteStream(fc.nat()),
        (kinds, numbers) => {
          const entryOf = (kind: (typeof SCENE_KINDS)[number]): SceneEntry => ({
            kind,
            seconds: 5 + ((numbers.next().value as number) % 60),
            when: "always",
          });
          const after = kinds.map(entryOf);
          SCENE_KINDS.forEach((kind, pinned) => {
            const told = arranged({ ...WALL_FREE, pinned }, { before: SCENE_KINDS.map(entryOf), after });
            expect(told.pinned).toBe(kinds.includes(kind) ? kinds.indexOf(kind) : null);
          });
        },
      ),
      SEED,
    );
  });

  test("leaves of several scenes that show the same the one of the same number pinned", () => {
    const scenes = [territory, yesterday, { ...territory, kind: "overdue" }] as const;
    const before = [...scenes, ...scenes];
    const after = [scenes[1], ...before]; // one more of the second before all
    const pinnedOf = (pinned: number): number | null =>
      arranged({ ...WALL_FREE, pinned }, { before, after }).pinned;
    expect([0, 1, 2, 3, 4, 5].map(pinnedOf)).toEqual([1, 0, 3, 4, 2, 6]);
  });
});
