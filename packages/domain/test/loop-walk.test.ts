import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  adoptIncident,
  applyAction,
  beginLoop,
  isBelow,
  dueOf,
  INCIDENT_STATUSES,
  listActions,
  moveOn,
  nextMove,
} from "../src/index.ts";
import type { Action, Actor, Command, LoopState, Step } from "../src/index.ts";
import { RULES } from "./loop-rules.ts";

const START = new Date("2026-09-21T01:00:00Z");
const HOME = "1/2/3";
const HOUR_MS = 3_600_000;

const ACTORS: readonly Actor[] = [
  { id: "dispatcher-1", role: "dispatcher", gridPath: "" },
  { id: "secretary-1", role: "secretary", gridPath: "1" },
  { id: "secretary-2", role: "secretary", gridPath: "1/2" },
  { id: "leader-3", role: "leader", gridPath: HOME },
  { id: "leader-4", role: "leader", gridPath: "1/2/4" },
  { id: "viewer-1", role: "viewer", gridPath: "" },
];

/** Taken as often as they come up, these would end nearly every walk before it got anywhere, or have it stand. */
const RARE: ReadonlySet<Action> = new Set(["decline", "merge", "supplement"]);

/** What happens next: hours pass, the house does what is due, then somebody does one of the things they may do. */
const event = fc.record({
  pick: fc.nat(),
  takesRare: fc.constantFrom(false, false, false, false, true),
  hours: fc.constantFrom(0, 0, 0, 1, 1, 3, 9, 30, 200),
  assignee: fc.constantFrom(
    { level: 3, gridPath: HOME },
    { level: 3, gridPath: "1/2/4" },
    { level: 1, gridPath: "1" },
    { level: 4, gridPath: HOME },
  ),
  restHours: fc.integer({ min: 1, max: 400 }),
});
const walk = fc.record({
  reporter: fc.constantFrom(...ACTORS.filter(({ role }) => role !== "viewer")),
  days: fc.integer({ min: 1, max: 7 }),
  unit: fc.constantFrom("calendar-day", "working-day", "hour", "working-hour"),
  events: fc.array(event, { minLength: 5, maxLength: 60, size: "max" }),
});
type Walk = typeof walk extends fc.Arbitrary<infer T> ? T : never;

type Visit = { before: LoopState; after: LoopState; step: Step; now: Date };

/** Walks through the loop; each visit is one action that was taken. */
function* visits({ reporter, days, unit, events }: Walk): Generator<Visit> {
  const begun = beginLoop({ amount: days, unit }, { actor: reporter, now: START, rules: RULES });
  let state = begun.next;
  let now = START;
  for (const { pick, takesRare, hours, assignee, restHours } of events) {
    now = new Date(now.getTime() + hours * HOUR_MS);
    const seen = { now, gridPath: HOME, rules: RULES };
    for (let moved = moveOn(state, seen); moved; moved = moveOn(state, seen)) {
      if ("refusal" in moved)
        throw new Error(`the house may not do what is due: ${JSON.stringify(moved.refusal)}`);
      yield { before: state, after: moved.next, step: moved.step, now };
      state = moved.next;
    }
    const open = ACTORS.flatMap((actor) =>
      listActions(state, { ...seen, actor }).map((action) => ({ actor, action })),
    ).filter(({ action }) => takesRare || !RARE.has(action));
    const chosen = open[pick % open.length];
    if (!chosen) continue;
    const until = new Date(now.getTime() + restHours * HOUR_MS);
    const command: Command = {
      action: chosen.action,
      reason: "why",
      text: "what",
      assignee,
      until,
      duplicateOf: 9,
      correction: {
        from: { category: "noise", condition: "default" },
        to: { category: "noise", condition: "quick" },
        deadline: { amount: days, unit },
      },
    };
    const outcome = applyAction(state, command, { ...seen, actor: chosen.actor });
    if ("refusal" in outcome) continue; // e.g. an assignee below the level it has climbed to
    yield { before: state, after: outcome.next, step: outcome.step, now };
    state = outcome.next;
  }
}

/** The same walks for every rule: walking is what takes the time. */
const WALKS = fc
  .sample(walk, { seed: 20261126, numRuns: 600 })
  .map((walked) => ({ walked, all: [...visits(walked)] }));

const check = (each: (all: readonly Visit[], walked: Walk) => unknown): void => {
  for (const { all, walked } of WALKS) each(all, walked);
};

describe("T55 whatever happens in the loop", () => {
  test("walks go everywhere: every status and every action that follows a report comes up", () => {
    const statuses = new Set<string>();
    const actions = new Set<Action>();
    check((all) => {
      for (const { after, step } of all) {
        statuses.add(after.status);
        actions.add(step.action);
      }
    });
    expect([...INCIDENT_STATUSES].filter((status) => !statuses.has(status))).toEqual([]);
    expect(actions.size).toBe(22); // all but report and adopt, which begin
  });

  test("no state is without an owner, and only acceptance or giving back changes who that is", () => {
    const wrong: Visit[] = [];
    check((all) => {
      for (const visit of all) {
        const { before, after, step } = visit;
        const depth = after.owner.gridPath.split("/").filter(Boolean).length;
        const expected =
          step.action === "accept"
            ? [before.asked?.duty]
            : step.action === "return"
              ? [before.owner, before.givenBy]
              : [before.owner];
        const isRight = expected.some((owner) => JSON.stringify(owner) === JSON.stringify(after.owner));
        if (depth > after.owner.level || !isRight) wrong.push(visit);
      }
    });
    expect(wrong).toEqual([]);
  });

  test("every change of state has its step, and the steps make an unbroken line", () => {
    const wrong: Visit[] = [];
    check((all, { reporter, days, unit }) => {
      const begun = beginLoop({ amount: days, unit }, { actor: reporter, now: START, rules: RULES });
      let last = begun.step;
      for (const visit of all) {
        const { before, after, step } = visit;
        const line = [step.from, step.ownerBefore, step.to, step.ownerAfter, step.dueAt];
        const met = [before.status, before.owner, after.status, after.owner, dueOf(after, RULES)];
        const goesOn = [last.to, last.ownerAfter];
        if (JSON.stringify([line, line.slice(0, 2)]) !== JSON.stringify([met, goesOn])) wrong.push(visit);
        last = step;
      }
    });
    expect(wrong).toEqual([]);
  });

  test("an incident climbs to each level at most once and never comes down again", () => {
    check((all) => {
      const climbed = all.flatMap(({ step }) => (step.climbedTo === null ? [] : [step.climbedTo]));
      expect(climbed).toEqual([...new Set(climbed)].toSorted((a, b) => b - a));
      for (const { after, step } of all) {
        const handsOn = ["assign", "transfer", "accept", "escalate", "hand-up", "reopen"].includes(
          step.action,
        );
        if (after.reached !== null && handsOn)
          expect((after.asked?.duty ?? after.owner).level).toBeLessThanOrEqual(after.reached);
      }
    });
  });

  test("nothing escalates early, and whatever is late and can climb has climbed", () => {
    check((all) => {
      for (const { before, step, now } of all) {
        const move = nextMove(before, RULES);
        if (step.actor.role === "system") expect(move && move.at <= now && move.action).toBe(step.action);
        else expect(move === null || move.at > now).toBe(true);
      }
    });
  });

  test("the clock never runs while an incident is suspended or paused: the time left is the same afterwards", () => {
    const rests: { leftBefore: number; leftAfter: number }[] = [];
    check((all, { unit }) => {
      if (unit !== "hour" && unit !== "calendar-day") return; // there time left is a plain difference
      const left = (state: LoopState, now: Date): number => dueOf(state, RULES)!.getTime() - now.getTime();
      let rest: Visit | null = null;
      for (const visit of all) {
        const { before, after, step, now } = visit;
        if (["pause", "suspend"].includes(step.action)) rest = before.standsUntil ? null : visit;
        if (step.action !== "resume" || rest === null) continue;
        rests.push({ leftBefore: left(rest.before, rest.now), leftAfter: left(after, now) });
        rest = null;
      }
    });
    const inTime = rests.filter(({ leftBefore }) => leftBefore > 0);
    expect(inTime.length).toBeGreaterThan(30);
    expect(inTime.filter(({ leftBefore, leftAfter }) => leftBefore !== leftAfter)).toEqual([]);
  });

  test("while it rests, nothing moves it but its own end", () => {
    const resting: LoopState[] = [];
    check((all) => resting.push(...all.map(({ after }) => after).filter(({ standsUntil }) => standsUntil)));
    expect(resting.length).toBeGreaterThan(100);
    expect(resting.map((state) => nextMove(state, RULES))).toEqual(
      resting.map(({ standsUntil }) => ({ at: standsUntil, action: "resume" })),
    );
  });

  test("a reopened incident gets a new clock, a level that did not settle it before, and keeps its past", () => {
    let seen = 0;
    check((all) => {
      for (const { before, after, step, now } of all) {
        if (step.action !== "reopen") continue;
        seen += 1;
        expect(after.clock).toMatchObject({ startedAt: now, pauses: [], extensions: [], stoppedAt: null });
        expect(after.asked!.duty.level).toBeLessThan(Math.max(1, before.owner.level));
        expect(isBelow(before.owner.gridPath, after.asked!.duty.gridPath)).toBe(true);
        expect(after.owner).toEqual(before.owner);
      }
    });
    expect(seen).toBeGreaterThan(50);
  });

  test("an imported incident in any state has an owner at once, and climbs no sooner than its level's time allows", () => {
    for (const status of INCIDENT_STATUSES) {
      const { next, step } = adoptIncident(
        {
          status,
          reportedAt: new Date("2026-01-05T02:00:00Z"),
          rule: { amount: 1, unit: "calendar-day" },
          known: null,
        },
        { now: START, gridPath: HOME, rules: RULES },
      );
      expect(step).toMatchObject({ action: "adopt", from: null, to: status, ownerAfter: next.owner });
      const move = nextMove(next, RULES);
      if (move) expect(move.at.getTime()).toBeGreaterThan(START.getTime());
      if (status === "assigned" || status === "handling") expect(move?.action).toBe("escalate");
      if (status === "suspended") expect(move).toBeNull(); // its clock stands
    }
  });
});
