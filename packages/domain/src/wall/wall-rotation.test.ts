import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  controlOf,
  MOST_SENT_OFF,
  resumeRotation,
  rotate,
  rotationSchema,
  SCENE_CONDITIONS,
  SCENE_KINDS,
  shownBy,
  startRotation,
  steer,
  WALL_FREE,
} from "../index.ts";
import type { RotationMoment, SceneEntry, WallControl } from "../index.ts";

const SEED = { seed: 41 };

const entry: fc.Arbitrary<SceneEntry> = fc.record({
  kind: fc.constantFrom(...SCENE_KINDS),
  seconds: fc.integer({ min: 5, max: 40 }),
  when: fc.constantFrom(...SCENE_CONDITIONS),
});
const list = fc.array(entry, { minLength: 1, maxLength: 6 });
const facts = fc.record({
  hour: fc.integer({ min: 0, max: 23 }),
  overdue: fc.constantFrom(0, 1, null),
  offline: fc.constantFrom(0, 1, null),
});

const momentOf = (scenes: readonly SceneEntry[], given: Partial<RotationMoment> = {}): RotationMoment => ({
  nowMs: 0,
  scenes,
  control: WALL_FREE,
  facts: { hour: 12, overdue: 1, offline: 1 },
  urgent: [],
  isTouched: false,
  ...given,
});

/** Incidents that want the screen, all since the same moment. */
const wanting = (...ids: number[]): NonNullable<RotationMoment["urgent"]> =>
  ids.map((id) => ({ id, sinceMs: 0 }));

/** By hand: which conditions hold, as the page of the desk words them; for what is not known nothing is left out. */
function holds({ when }: SceneEntry, { hour, overdue, offline }: RotationMoment["facts"]): boolean {
  if (when === "some-overdue") return overdue === 1 || overdue === null;
  if (when === "some-offline") return offline === 1 || offline === null;
  if (when === "always") return true;
  return (when === "by-day") === [8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19].includes(hour);
}

/** What every second of the list shows, written out; a list without a scene whose time it is runs as it stands. */
function writtenOut(scenes: readonly SceneEntry[], moment: RotationMoment, seconds: number): number[] {
  const places = scenes.map((_, i) => i);
  const open = places.filter((i) => holds(scenes[i]!, moment.facts)); // places of the list
  const round = (open.length > 0 ? open : places).flatMap((i) =>
    Array.from({ length: scenes[i]!.seconds }, () => i),
  );
  return Array.from({ length: seconds }, (_, second) => round[second % round.length]!);
}

/** What is shown at each second, asked second by second. */
function watch(moments: readonly RotationMoment[]) {
  let rotation = startRotation(moments[0]!);
  return moments.map((moment) => {
    rotation = rotate(rotation, moment);
    return shownBy(rotation, moment);
  });
}

const sceneOf = (shown: ReturnType<typeof shownBy>): number => (shown.kind === "scene" ? shown.scene : -1);

describe("a wall's list", () => {
  test("shows each scene whose condition holds for its seconds, in order, again and again", () => {
    fc.assert(
      fc.property(list, facts, (scenes, now) => {
        const seconds = 200;
        const moments = Array.from({ length: seconds }, (_, s) =>
          momentOf(scenes, { facts: now, nowMs: s * 1000 }),
        );
        expect(watch(moments).map(sceneOf)).toEqual(writtenOut(scenes, moments[0]!, seconds));
      }),
      SEED,
    );
  });

  test("stands at the same place after one long step as after many small ones", () => {
    fc.assert(
      fc.property(
        list,
        facts,
        fc.array(fc.integer({ min: 0, max: 90_000 }), { maxLength: 20 }),
        (scenes, now, steps) => {
          const at = (nowMs: number): RotationMoment => momentOf(scenes, { facts: now, nowMs });
          const end = steps.reduce((sum, step) => sum + step, 0);
          let nowMs = 0;
          let small = startRotation(at(0));
          for (const step of steps) small = rotate(small, at((nowMs += step)));
          expect(rotate(small, at(end))).toEqual(rotate(startRotation(at(0)), at(end)));
        },
      ),
      SEED,
    );
  });

  test("goes on where it was after an urgent incident, a pinned scene, a hold or somebody at the wall, however long", () => {
    const interruption = fc.constantFrom<Partial<RotationMoment>>(
      { urgent: wanting(7) },
      { control: { ...WALL_FREE, isHeld: true } },
      { control: { ...WALL_FREE, pinned: 0 } },
      { isTouched: true },
    );
    fc.assert(
      fc.property(
        list,
        fc.integer({ min: 0, max: 150 }),
        fc.integer({ min: 1, max: 500 }),
        interruption,
        (scenes, from, lasts, interrupted) => {
          const plain = writtenOut(scenes, momentOf(scenes), 200);
          const moments = Array.from({ length: 200 + lasts }, (_, s) => {
            const isIn = s > from && s <= from + lasts;
            return momentOf(scenes, { nowMs: s * 1000, ...(isIn && interrupted) });
          });
          const shown = watch(moments).map(sceneOf);
          expect([...shown.slice(0, from + 1), ...shown.slice(from + 1 + lasts)]).toEqual(plain);
        },
      ),
      SEED,
    );
  });

  test("goes on after a reload where it would have been without one, and begins anew where nothing was kept", () => {
    const time = fc.nat(150_000);
    fc.assert(
      fc.property(list, facts, time, time, (scenes, now, stoodMs, awayMs) => {
        const at = (nowMs: number): RotationMoment => momentOf(scenes, { facts: now, nowMs });
        const before = rotate(startRotation(at(0)), at(stoodMs));
        const kept = rotationSchema.parse(JSON.parse(JSON.stringify(before)));
        const back = at(stoodMs + awayMs);
        expect(resumeRotation(kept, back)).toEqual(rotate(startRotation(at(0)), back));
        expect(resumeRotation(null, back)).toEqual(startRotation(back));
      }),
      SEED,
    );
  });

  test("is not resumed from what no wall can have kept: a place below nothing, or a scene that has lasted for ages", () => {
    const kept = startRotation(momentOf([{ kind: "community", seconds: 5, when: "always" }]));
    expect(rotationSchema.safeParse(kept).success).toBe(true);
    for (const wrong of [{ scene: -1 }, { scene: 0.5 }, { spentMs: 1e15 }, { spentMs: -1 }, { atMs: null }])
      expect(rotationSchema.safeParse({ ...kept, ...wrong }).success).toBe(false);
  });

  test("may shrink or change under a wall: what it shows is always a place of the list", () => {
    fc.assert(
      fc.property(fc.array(list, { minLength: 1, maxLength: 6 }), fc.nat(19), (lists, pinned) => {
        const control: WallControl = { ...WALL_FREE, pinned };
        let rotation = startRotation(momentOf(lists[0]!));
        lists.forEach((scenes, i) => {
          for (const told of [WALL_FREE, control]) {
            const moment = momentOf(scenes, { nowMs: i * 7000, control: told });
            rotation = rotate(rotation, moment);
            const scene = sceneOf(shownBy(rotation, moment));
            expect(scenes[scene]).toBeDefined();
          }
        });
      }),
      SEED,
    );
  });

  test("is set up anew under a wall that shows one of its scenes, held or not: that scene stays for the rest of its time, wherever it stands now", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...SCENE_KINDS), { minLength: 2 }),
        fc.uniqueArray(fc.constantFrom(...SCENE_KINDS), { minLength: 1 }),
        fc.boolean(),
        (kinds, others, isHeld) => {
          const entryOf = (kind: (typeof SCENE_KINDS)[number]): SceneEntry => ({
            kind,
            seconds: 10,
            when: "always",
          });
          const control = { ...WALL_FREE, isHeld };
          const shown = kinds[1]!; // there are two
          const [scenes, after] = [kinds, [...others.filter((kind) => kind !== shown), shown]].map((list) =>
            list.map(entryOf),
          ) as [SceneEntry[], SceneEntry[]];
          const before = rotate(startRotation(momentOf(scenes)), momentOf(scenes, { nowMs: 14_000 })); // four seconds of the second
          const now = momentOf(after, { control, nowMs: 19_000 });
          const told = rotate(before, now);
          expect(after[sceneOf(shownBy(told, now))]!.kind).toBe(shown);
          expect(told.spentMs).toBe(isHeld ? 4_000 : 9_000);
        },
      ),
      SEED,
    );
  });

  test("whose scene is given another look goes on at its place", () => {
    const scenes: SceneEntry[] = [
      { kind: "territory", seconds: 10, when: "always" },
      { kind: "yesterday", seconds: 10, when: "always" },
    ];
    const before = rotate(startRotation(momentOf(scenes)), momentOf(scenes, { nowMs: 14_000 }));
    const now = momentOf([scenes[0]!, { ...scenes[1]!, day: "2026-11-01" }], { nowMs: 15_000 });
    expect(rotate(before, now)).toMatchObject({ scene: 1, spentMs: 1_000 }); // from its beginning
  });

  test("does not leave the scene that it is held at when that scene's time is shortened, or another comes in its place", () => {
    const kinds = ["territory", "overdue"] as const;
    const scenes: SceneEntry[] = kinds.map((kind) => ({ kind, seconds: 600, when: "always" }));
    const control = { ...WALL_FREE, isHeld: true };
    const before = rotate(startRotation(momentOf(scenes)), momentOf(scenes, { nowMs: 500_000 }));
    for (const first of [
      { ...scenes[0]!, seconds: 60 },
      { ...scenes[0]!, kind: "hours", seconds: 60 },
    ] as const) {
      const now = momentOf([first, scenes[1]!], { control, nowMs: 501_000 });
      expect(sceneOf(shownBy(rotate(before, now), now))).toBe(0);
    }
  });

  test("begins a new round when it has come to its end", () => {
    const scenes: SceneEntry[] = [
      { kind: "community", seconds: 5, when: "always" },
      { kind: "overdue", seconds: 5, when: "always" },
    ];
    const moments = [0, 5, 10, 15, 20].map((s) => momentOf(scenes, { nowMs: s * 1000 }));
    const rounds = watch(moments).map((shown) => (shown.kind === "scene" ? shown.round : -1));
    expect(rounds).toEqual([0, 0, 1, 1, 2]);
  });
});

describe("the desk", () => {
  const scenes: SceneEntry[] = (["territory", "community", "overdue"] as const).map((kind) => ({
    kind,
    seconds: 10,
    when: "always",
  }));

  /** What a wall has been told once an incident was sent off. */
  const sentOff = (incidentId: number, control = WALL_FREE): WallControl =>
    steer(control, { order: "send-off", incidentId });

  test("sends a wall on by one scene for each time it says so, and never for what was said before", () => {
    const before = { ...WALL_FREE, skips: 9 };
    const rotation = startRotation(momentOf(scenes, { control: before }));
    expect(sceneOf(shownBy(rotation, momentOf(scenes, { control: before })))).toBe(0);
    const twice = steer(steer(before, { order: "skip" }), { order: "skip" });
    const moment = momentOf(scenes, { control: twice, nowMs: 9000 });
    const after = rotate(rotation, moment);
    expect(sceneOf(shownBy(after, moment))).toBe(2);
    expect(rotate(after, moment)).toEqual(after);
  });

  test("sends an urgent incident off the screen, and the list stays where it was; another one takes it again", () => {
    const urgent = momentOf(scenes, { urgent: wanting(7), nowMs: 4000 });
    const rotation = rotate(startRotation(momentOf(scenes)), urgent);
    expect(shownBy(rotation, urgent)).toEqual({ kind: "urgent", incidentId: 7 });
    const told = { ...urgent, control: sentOff(7) };
    const after = rotate(rotation, told);
    expect(shownBy(after, told)).toEqual({ kind: "scene", scene: 0, round: 0 });
    const another = { ...told, urgent: wanting(8) };
    expect(shownBy(rotate(after, another), another)).toEqual({ kind: "urgent", incidentId: 8 });
  });

  test("sends the newer of two urgent incidents off the screen, and the older one, which nobody sent off, has it next", () => {
    const both = momentOf(scenes, { urgent: wanting(8, 7) });
    const before = startRotation(both);
    expect(shownBy(before, both)).toEqual({ kind: "urgent", incidentId: 8 });
    const told = { ...both, control: sentOff(8) };
    const after = rotate(before, told);
    expect(shownBy(after, told)).toEqual({ kind: "urgent", incidentId: 7 });
    const again = { ...told, control: sentOff(7, told.control) };
    expect(shownBy(rotate(after, again), again).kind).toBe("scene");
  });

  test("sends an urgent incident off a wall whose scene is pinned or held, and the same scene is there again", () => {
    for (const order of [{ order: "pin", scene: 2 }, { order: "hold" }] as const) {
      const quiet = momentOf(scenes, { control: steer(WALL_FREE, order) });
      const before = shownBy(startRotation(quiet), quiet);
      const urgent = { ...quiet, urgent: wanting(7) };
      const told = { ...urgent, control: sentOff(7, urgent.control) };
      expect(shownBy(rotate(startRotation(urgent), told), told)).toEqual(before);
    }
  });

  test("sends off the incident that it names and no other, whatever has the screen by then and however often it is given", () => {
    const both = momentOf(scenes, { urgent: wanting(8, 7) });
    const twice = { ...both, control: sentOff(8, sentOff(8)) };
    const after = rotate(startRotation(both), twice);
    expect(shownBy(after, twice)).toEqual({ kind: "urgent", incidentId: 7 });
    const newer = { ...twice, urgent: wanting(9, 8, 7), control: sentOff(7, twice.control) };
    const later = rotate(after, newer);
    expect(shownBy(later, newer)).toEqual({ kind: "urgent", incidentId: 9 });
    const over = { ...newer, urgent: wanting(8, 7) };
    expect(shownBy(rotate(later, over), over).kind).toBe("scene");
  });

  test("is followed by a wall that was away for more orders than are known", () => {
    const ids = Array.from({ length: MOST_SENT_OFF + 8 }, (_, i) => i + 1);
    const control = ids.reduce((told, id) => sentOff(id, told), WALL_FREE);
    const before = startRotation(momentOf(scenes));
    const told = momentOf(scenes, { urgent: wanting(...ids.toReversed()), control });
    expect(shownBy(rotate(before, told), told)).toEqual({ kind: "urgent", incidentId: 8 });
  });

  test("sees a wall some seconds late: what goes on with the list sends no incident off that came meanwhile, and what sends one off that is over leaves the list alone", () => {
    const urgent = momentOf(scenes, { urgent: wanting(7) });
    const skipped = { ...urgent, control: steer(WALL_FREE, { order: "skip" }) };
    const after = rotate(startRotation(urgent), skipped);
    expect(shownBy(after, skipped)).toEqual({ kind: "urgent", incidentId: 7 });
    const over = { ...skipped, urgent: [] };
    expect(shownBy(rotate(after, over), over)).toEqual({ kind: "scene", scene: 1, round: 0 });
    const late = { ...over, control: sentOff(7, over.control) };
    const unmoved = rotate(after, late);
    expect(shownBy(unmoved, late)).toEqual({ kind: "scene", scene: 1, round: 0 });
    const again = { ...late, urgent: wanting(7) };
    expect(shownBy(rotate(unmoved, again), again)).toEqual({ kind: "urgent", incidentId: 7 });
  });

  test("knows which incident it held on the screen, whatever takes the screen meanwhile, until it goes on or sends it off; of a held list none", () => {
    const urgent = momentOf(scenes, { urgent: wanting(7) });
    const held = { ...urgent, control: steer(WALL_FREE, { order: "hold" }) };
    const during = rotate(startRotation(urgent), held);
    expect(during.held).toEqual({ urgentId: 7 });
    const newer = { ...held, urgent: wanting(8, 7), nowMs: 1000 };
    const meanwhile = rotate(during, newer);
    expect(meanwhile.held).toEqual({ urgentId: 7 });
    expect(rotate(meanwhile, { ...newer, control: WALL_FREE }).held).toBeNull();
    const quiet = { ...held, urgent: [] };
    expect(rotate(rotate(startRotation(quiet), quiet), held).held).toEqual({ urgentId: null });
    const told = { ...held, control: sentOff(7, held.control) };
    expect(rotate(during, told).held).toEqual({ urgentId: null }); // the list is held now
  });

  test("is followed by a page that begins anew once it knows what is urgent, and not before: what is sent off goes, and what is held stays", () => {
    const urgent = momentOf(scenes, { urgent: wanting(7) });
    const before = startRotation(urgent);
    const beginsWith = (control: WallControl) => {
      const unknown = { ...urgent, control, urgent: null, nowMs: 1000 };
      return rotate(rotate(before, unknown), { ...unknown, nowMs: 2000 });
    };
    const told = { ...urgent, control: sentOff(7), nowMs: 3000 };
    expect(shownBy(rotate(beginsWith(told.control), told), told).kind).toBe("scene");
    const held = { ...urgent, control: steer(WALL_FREE, { order: "hold" }), nowMs: 3000 };
    expect(rotate(beginsWith(held.control), held).held).toEqual({ urgentId: 7 });
  });

  test("has a wall go on whose pinned scene is no longer in its list", () => {
    const control = steer(WALL_FREE, { order: "pin", scene: 6 });
    const moments = [0, 9, 10, 25].map((s) => momentOf(scenes, { control, nowMs: s * 1000 }));
    expect(watch(moments).map(sceneOf)).toEqual([0, 0, 1, 2]);
    expect(controlOf(control, { scenes })).toEqual(WALL_FREE);
  });

  test("never gets back an urgent incident that was sent off the screen, whatever came, went or was closed since", () => {
    const step = fc.record({
      urgentIds: fc.uniqueArray(fc.integer({ min: 1, max: 4 })),
      isSentOff: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const gone = new Set<number>();
        let control = WALL_FREE;
        let rotation = startRotation(momentOf(scenes));
        steps.forEach(({ urgentIds, isSentOff }, i) => {
          const moment = (): RotationMoment =>
            momentOf(scenes, { urgent: wanting(...urgentIds), control, nowMs: i * 1000 });
          const before = shownBy(rotation, moment());
          if (isSentOff && before.kind === "urgent") {
            control = sentOff(before.incidentId, control);
            gone.add(before.incidentId);
          }
          rotation = rotate(rotation, moment());
          const shown = shownBy(rotation, moment());
          const wanted = urgentIds.filter((id) => !gone.has(id));
          expect(shown.kind === "urgent" ? [shown.incidentId] : []).toEqual(wanted.slice(0, 1));
        });
      }),
      SEED,
    );
  });

  test("never gets back an urgent incident that was sent off the screen when its list becomes shorter than its place", () => {
    const skips = scenes.length - 1;
    const told = momentOf(scenes, { urgent: wanting(7), control: { ...sentOff(7), skips } });
    const at = rotate(startRotation(momentOf(scenes, { urgent: wanting(7) })), told);
    expect(at.scene).toBe(scenes.length - 1);
    const shorter = { ...told, scenes: scenes.slice(0, 1) };
    expect(shownBy(rotate(at, shorter), shorter)).toEqual({ kind: "scene", scene: 0, round: 0 });
    const another = { ...shorter, urgent: wanting(8), control: sentOff(8, told.control) }; // sent off meanwhile
    expect(shownBy(rotate(at, another), another)).toEqual({ kind: "scene", scene: 0, round: 0 });
  });

  test("gets back an incident that was sent off once it has become urgent anew, and not before", () => {
    const urgent = momentOf(scenes, { urgent: wanting(7) });
    const told = { ...urgent, control: sentOff(7) };
    const after = rotate(startRotation(urgent), told);
    const later = { ...told, nowMs: 3_600_000 };
    expect(shownBy(rotate(after, later), later).kind).toBe("scene");
    const anew = { ...later, urgent: [{ id: 7, sinceMs: 60_000 }] };
    expect(shownBy(rotate(after, anew), anew)).toEqual({ kind: "urgent", incidentId: 7 });
  });

  test("may send off more incidents than a wall remembers, and what it has noted can still be read", () => {
    let [rotation, control] = [startRotation(momentOf(scenes)), WALL_FREE];
    for (let id = 1; id <= 100; id += 1) {
      control = sentOff(id, control);
      rotation = rotate(rotation, momentOf(scenes, { urgent: wanting(id), control }));
    }
    expect(rotationSchema.parse(rotation).dismissed.at(-1)?.id).toBe(100);
  });

  test("goes on behind the pinned scene when it is told to go on to the next, not behind where its list stood", () => {
    const pinned = steer(WALL_FREE, { order: "pin", scene: 1 });
    const before = rotate(startRotation(momentOf(scenes)), momentOf(scenes, { control: pinned }));
    const told = momentOf(scenes, { control: steer(pinned, { order: "skip" }) });
    const after = rotate(before, told);
    expect([before.scene, shownBy(after, told)]).toEqual([0, { kind: "scene", scene: 2, round: 0 }]);
    const again = momentOf(scenes, { control: steer(told.control, { order: "skip" }) });
    expect(rotate(after, again).scene).toBe(3 % scenes.length);
  });

  test("an urgent incident is shown whatever is held or pinned", () => {
    const control = steer(steer(WALL_FREE, { order: "hold" }), { order: "pin", scene: 1 });
    const moment = momentOf(scenes, { control, urgent: wanting(7) });
    expect(shownBy(startRotation(moment), moment)).toEqual({ kind: "urgent", incidentId: 7 });
  });
});
