import { expect, test } from "vitest";
import { applyAction, listActions, moveOn } from "./apply-action.ts";
import type { Command } from "./command.ts";
import { INCIDENT_STATUSES } from "../incident/incident.ts";
import type { IncidentStatus } from "../incident/incident.ts";
import { ACTIONS } from "./action.ts";
import { TRANSITIONS } from "./lifecycle.ts";
import type { Action } from "./action.ts";
import { dueOf } from "./loop-state.ts";
import type { LoopState } from "./loop-state.ts";
import { ROLES } from "../access/permissions.ts";
import { RULES } from "../../test/loop-rules.ts";

/**
 * What may be done, reviewed by hand: action, states it may be done in, state it leads to, roles. An action or a state
 * that is not here is refused. `d` dispatcher, `s` secretary, `l` leader, `*` the house itself.
 */
const REVIEWED = `
file       reported                                    filed      ds
decline    reported                                    closed     ds
recategorise reported                                  reported   ds
recategorise filed                                     filed      ds
recategorise assigned                                  assigned   ds
assign     filed                                       assigned   ds
accept     assigned                                    accepted   dsl
accept     reported                                    reported   ds
accept     filed                                       filed      ds
start      accepted                                    handling   dsl
entrust    accepted handling                           handling   ds
hand-back  accepted                                    accepted   dsl
hand-back  handling                                    handling   dsl
feed-back  accepted handling                           fed-back   dsl
verify     fed-back                                    verified   ds
close      verified                                    closed     ds
return     assigned accepted handling                  filed      dsl
return     fed-back verified                           handling   ds
transfer   assigned accepted handling                  assigned   dsl
hand-up    accepted handling                           assigned   sl
merge      reported filed assigned accepted handling   closed     ds
supplement reported                                     reported   dsl
supplement filed                                        filed      dsl
supplement assigned                                     assigned   dsl
supplement accepted                                     accepted   dsl
supplement handling                                     handling   dsl
supplement fed-back                                     fed-back   dsl
supplement verified                                     verified   dsl
supplement suspended                                    suspended  dsl
extend     assigned                                    assigned   ds
extend     accepted                                    accepted   ds
extend     handling                                    handling   ds
pause      accepted                                    accepted   ds
pause      handling                                    handling   ds
suspend    accepted handling                           suspended  ds
resume     suspended                                   handling   ds*
resume     accepted                                    accepted   ds*
resume     handling                                    handling   ds*
reopen     closed                                      assigned   ds*
escalate   reported                                    reported   *
escalate   filed                                       filed      *
escalate   assigned accepted handling                  assigned   *
escalate   fed-back                                    fed-back   *
escalate   verified                                    verified   *`;

const ROLE_OF: Readonly<Record<string, string>> = {
  d: "dispatcher",
  s: "secretary",
  l: "leader",
  "*": "system",
};

function reviewed(action: Action, status: IncidentStatus): { to: string; roles: string[] } | null {
  for (const line of REVIEWED.trim().split("\n")) {
    const [name, ...words] = line.trim().split(/\s+/);
    const from = words.slice(0, -2);
    const [to, roles] = words.slice(-2);
    if (name === action && from.includes(status))
      return { to: to!, roles: roles!.split("").map((letter) => ROLE_OF[letter]!) };
  }
  return null;
}

const NOW = new Date("2026-11-24T02:00:00Z");
const LANE = { level: 3, gridPath: "1/2/3" };

/** Somebody is asked, nothing is late, nothing has climbed; the clock stands only where that is what matters. */
const stateIn = (status: IncidentStatus, action: Action): LoopState => {
  const isStanding = status === "suspended" || action === "resume";
  const pause = { from: NOW, to: null, kind: "pause" as const, approvedBy: "secretary-1" };
  return {
    status,
    before: status === "suspended" ? "handling" : null,
    owner: action === "entrust" ? { level: 2, gridPath: "1/2" } : LANE,
    givenBy: { level: 0, gridPath: "" },
    asked: { duty: { level: 2, gridPath: "1/2" }, acceptBy: NOW },
    reached: null,
    settleBy: null,
    standsUntil: null,
    duplicateOf: null,
    clock: {
      startedAt: NOW,
      rule: { amount: 7, unit: "calendar-day" },
      pauses: isStanding ? [pause] : [],
      extensions: [],
      stoppedAt: null,
    },
  };
};

const complete = (action: Action): Command => ({
  action,
  reason: "beyond my powers",
  text: "mended",
  assignee: LANE,
  until: new Date(NOW.getTime() + 86_400_000),
  duplicateOf: 7,
  correction: {
    from: { category: "noise", condition: "default" },
    to: { category: "noise", condition: "quick" },
    deadline: { amount: 1, unit: "urgent-hour" },
  },
});

test("T34 each action of each role in each state does what the table reviewed by hand says, and nothing else", () => {
  const differing: string[] = [];
  for (const status of INCIDENT_STATUSES)
    for (const action of ACTIONS)
      for (const role of [...ROLES, "system"] as const) {
        const actor = { id: "somebody", role, gridPath: "" };
        const outcome = applyAction(stateIn(status, action), complete(action), {
          actor,
          now: NOW,
          gridPath: "1/2/3",
          rules: RULES,
        });
        const rule = reviewed(action, status);
        const expected = rule?.roles.includes(role) ? rule.to : "refused";
        const found = "refusal" in outcome ? "refused" : outcome.next.status;
        if (found !== expected)
          differing.push(`${action} of a ${role} in ${status}: ${found}, not ${expected}`);
      }
  expect(differing).toEqual([]);
});

test("an action without what it needs is refused, and what is missing is named", () => {
  const actor = { id: "somebody", role: "dispatcher", gridPath: "" } as const;
  const asking = { actor, now: NOW, gridPath: "1/2/3", rules: RULES };
  const needs = (action: Action, status: IncidentStatus, given: Partial<Command> = {}) => {
    const outcome = applyAction(stateIn(status, action), { action, ...given }, asking);
    return "refusal" in outcome && outcome.refusal.code === "ACTION_INCOMPLETE"
      ? outcome.refusal.needs
      : null;
  };
  expect(needs("decline", "reported")).toEqual(["reason"]);
  expect(needs("decline", "reported", { reason: "  " })).toEqual(["reason"]);
  expect(needs("return", "handling")).toEqual(["reason"]);
  expect(needs("transfer", "handling")).toEqual(["reason", "assignee"]);
  expect(needs("suspend", "handling")).toEqual(["reason", "until"]);
  expect(needs("merge", "filed")).toEqual(["duplicateOf"]);
  expect(needs("close", "verified")).toEqual(["text"]);
  expect(needs("supplement", "handling")).toEqual(["text"]);
  expect(needs("recategorise", "filed")).toEqual(["reason", "correction"]);
  expect(needs("file", "reported")).toBeNull();
});

test.each([
  ["the owner's own grid", "1/2/3", "start", "accepted", true],
  ["a grid around the owner's", "1/2", "start", "accepted", true],
  ["a sibling", "1/2/4", "start", "accepted", false],
  ["a grid whose id begins alike", "1/2/30", "start", "accepted", false],
  ["a grid below the owner's", "1/2/3/9", "start", "accepted", false],
  ["another community", "8", "start", "accepted", false],
  ["who is asked", "1/2", "verify", "fed-back", true],
  ["the owner, who may not judge their own work", "1/2/3", "verify", "fed-back", false],
  ["the owner, who may not extend their own deadline", "1/2/3", "extend", "handling", false],
  ["a level above, which may extend it", "1", "extend", "handling", true],
  ["somebody in whose scope the incident lies", "1", "file", "reported", true],
  ["somebody in whose scope it does not lie", "8", "file", "reported", false],
] as const)("T34 standing: %s (%s) may %s what is %s: %s", (_who, gridPath, action, status, expected) => {
  const outcome = applyAction(stateIn(status, action), complete(action), {
    actor: { id: "somebody", role: "secretary", gridPath },
    now: NOW,
    gridPath: "1/2/3",
    rules: RULES,
  });
  expect("refusal" in outcome ? outcome.refusal.code : "done").toBe(expected ? "done" : "ACTION_NOT_YOURS");
});

const refusalIn = (state: LoopState, command: Command, now = NOW) => {
  const actor = { id: "secretary-1", role: "secretary", gridPath: "" } as const;
  const outcome = applyAction(state, command, { actor, now, gridPath: "1/2/3", rules: RULES });
  return "refusal" in outcome
    ? "because" in outcome.refusal
      ? outcome.refusal.because
      : "incomplete"
    : null;
};

test("a deadline is extended at most twice, and never when it has passed", () => {
  const state = stateIn("handling", "extend");
  const twice = {
    ...state,
    clock: { ...state.clock, extensions: [{ approvedBy: "a" }, { approvedBy: "b" }] },
  };
  expect(refusalIn(state, complete("extend"))).toBeNull();
  expect(refusalIn(twice, complete("extend"))).toBe("extensions-left");
  expect(refusalIn(state, complete("extend"), new Date("2026-12-02T02:00:00Z"))).toBe("not-overdue");
});

test("a rest ends in the future and within a year", () => {
  const until = (iso: string): Command => ({ ...complete("suspend"), until: new Date(iso) });
  const state = stateIn("handling", "suspend");
  expect(refusalIn(state, until("2026-11-24T02:00:00Z"))).toBe("until-not-ahead");
  expect(refusalIn(state, until("2027-12-24T02:00:00Z"))).toBe("until-not-ahead");
  expect(refusalIn(state, until("2027-11-20T02:00:00Z"))).toBeNull();
});

test("only who may let it rest says until when: brought along with anything else it changes nothing", () => {
  const standsUntil = new Date(NOW.getTime() + 3_600_000);
  const actor = { id: "somebody", role: "secretary", gridPath: "" } as const;
  const tried: string[] = [];
  for (const row of TRANSITIONS.filter(({ needs }) => !needs.includes("until")))
    for (const status of row.from) {
      const resting = { ...stateIn(status, "resume"), standsUntil };
      const outcome = applyAction(resting, complete(row.action), {
        actor,
        now: NOW,
        gridPath: "1/2/3",
        rules: RULES,
      });
      if ("refusal" in outcome) continue;
      tried.push(`${row.action} ${status}`);
      expect(outcome.step.until, row.action).toBeNull();
      expect([null, standsUntil], row.action).toContain(outcome.next.standsUntil);
    }
  expect(tried).toEqual(expect.arrayContaining(["supplement suspended", "start accepted"]));
});

test("a correction that puts a deadline off, and any once it has passed or was extended, is for a level above the owner", () => {
  const slow = {
    ...complete("recategorise"),
    correction: { ...complete("recategorise").correction!, deadline: { amount: 9, unit: "calendar-day" } },
  } as const;
  const quick = complete("recategorise");
  const filed = stateIn("filed", "recategorise");
  const extended = { ...filed, clock: { ...filed.clock, extensions: [{ approvedBy: "a" }] } };
  const late = new Date("2026-12-02T02:00:00Z");
  const by = (gridPath: string, state: LoopState, command: Command, now = NOW) => {
    const actor = { id: "secretary-1", role: "secretary", gridPath } as const;
    const outcome = applyAction(state, command, { actor, now, gridPath: "1/2/3", rules: RULES });
    return "refusal" in outcome ? "because" in outcome.refusal && outcome.refusal.because : "done";
  };
  const own = LANE.gridPath;
  expect(by(own, filed, quick)).toBe("done");
  expect(by(own, stateIn("reported", "recategorise"), slow)).toBe("done");
  expect(by(own, filed, slow)).toBe("later-by-above");
  expect(by(own, filed, quick, late)).toBe("later-by-above");
  expect(by(own, extended, quick)).toBe("later-by-above");
  expect([by("1/2", filed, slow), by("1", filed, quick, late), by("", extended, quick)]).toEqual([
    "done",
    "done",
    "done",
  ]);
});

test("what has climbed to a level is not handed below it again", () => {
  const climbed = { ...stateIn("handling", "transfer"), owner: { level: 1, gridPath: "1" }, reached: 1 };
  expect(refusalIn(climbed, complete("transfer"))).toBe("not-down");
  expect(refusalIn(climbed, { ...complete("transfer"), assignee: { level: 1, gridPath: "8" } })).toBeNull();
  const given = { ...climbed, givenBy: LANE };
  expect(refusalIn(given, complete("return"))).toBe("not-down");
});

test("at the top there is nobody to hand it up to", () => {
  const top = { ...stateIn("handling", "hand-up"), owner: { level: 0, gridPath: "" }, asked: null };
  expect(refusalIn(top, complete("hand-up"))).toBe("top-reached");
});

test("a corrected category counts from the report's time by the new rule: what stood still stays out, extensions fall away", () => {
  const before = stateIn("filed", "recategorise");
  const pause = { from: new Date("2026-11-24T03:00:00Z"), to: new Date("2026-11-24T05:00:00Z") };
  const stood = { ...pause, kind: "pause" as const, approvedBy: "secretary-1" };
  const state = { ...before, clock: { ...before.clock, pauses: [stood], extensions: [{ approvedBy: "a" }] } };
  const actor = { id: "dispatcher-1", role: "dispatcher", gridPath: "" } as const;
  const now = new Date("2026-11-24T06:00:00Z");
  const outcome = applyAction(state, complete("recategorise"), {
    actor,
    now,
    gridPath: "1/2/3",
    rules: RULES,
  });
  if ("refusal" in outcome) throw new Error(JSON.stringify(outcome.refusal));
  expect(dueOf(outcome.next, RULES)).toEqual(new Date("2026-11-24T03:00:00Z")); // an hour from 02:00, before the pause
  expect(outcome.next.clock).toMatchObject({ startedAt: NOW, pauses: [stood], extensions: [] });
  expect(outcome.step).toMatchObject({
    clock: "reckon",
    ownerAfter: state.owner,
    correction: { from: { condition: "default" }, to: { condition: "quick" } },
  });
});

test("a correction to what it was already is none", () => {
  const same = { category: "noise", condition: "default" };
  const command = {
    ...complete("recategorise"),
    correction: { ...complete("recategorise").correction!, to: same },
  };
  expect(refusalIn(stateIn("reported", "recategorise"), command)).toBe("other-category");
});

test("work whose category demands a photo is not fed back without it, and is offered to who can bring it", () => {
  const actor = { id: "leader-3", role: "leader", gridPath: "1/2/3" } as const;
  const seen = { actor, now: NOW, gridPath: "1/2/3", rules: RULES };
  const state = stateIn("handling", "feed-back");
  const lacking = ["after"] as const;
  expect(applyAction(state, complete("feed-back"), { ...seen, lacking })).toEqual({
    refusal: { code: "ACTION_INCOMPLETE", action: "feed-back", needs: ["photos"] },
  });
  expect(listActions(state, { ...seen, lacking })).toContain("feed-back");
  expect(applyAction(state, complete("feed-back"), { ...seen, lacking: [] })).toHaveProperty("step");
});

const SECRETARY = { id: "secretary-1", role: "secretary", gridPath: "1" } as const;
const LEADER = { id: "leader-3", role: "leader", gridPath: LANE.gridPath } as const;

/** Late work that has climbed to the community, which has taken it. */
const climbedTo1: LoopState = {
  ...stateIn("handling", "entrust"),
  owner: { level: 1, gridPath: "1" },
  asked: null,
  reached: 1,
  settleBy: new Date(NOW.getTime() + 7_200_000),
};

const take = (state: LoopState, command: Command, actor: typeof SECRETARY | typeof LEADER) => {
  const outcome = applyAction(state, command, { actor, now: NOW, gridPath: LANE.gridPath, rules: RULES });
  if ("refusal" in outcome) throw new Error(JSON.stringify(outcome.refusal));
  return outcome.next;
};

test("what has climbed may be entrusted to who is on the spot: they do it, whoever entrusted it judges, and the owner stays", () => {
  const entrusted = take(climbedTo1, { action: "entrust", reason: "you are there" }, SECRETARY);
  expect(entrusted).toMatchObject({
    status: "handling",
    owner: { level: 1 },
    asked: { duty: LANE },
    reached: 1,
  });
  const done = take(entrusted, { action: "feed-back", text: "mended" }, LEADER);
  expect(done).toMatchObject({ status: "fed-back", owner: { level: 1 }, asked: { duty: { level: 1 } } });
  expect(take(done, { action: "verify" }, SECRETARY).status).toBe("verified");
});

test("whoever was entrusted hands the work back with a reason: the owner does it, in the time that was left", () => {
  const entrusted = take(climbedTo1, { action: "entrust", reason: "you are there" }, SECRETARY);
  const seen = { actor: LEADER, now: NOW, gridPath: LANE.gridPath, rules: RULES };
  expect(listActions(entrusted, seen)).toEqual(["hand-back", "feed-back", "supplement"]);
  expect(applyAction(entrusted, { action: "hand-back" }, seen)).toMatchObject({
    refusal: { code: "ACTION_INCOMPLETE", needs: ["reason"] },
  });
  const back = take(entrusted, { action: "hand-back", reason: "no tools for it" }, LEADER);
  expect(back).toMatchObject({ status: "handling", owner: { level: 1 }, asked: null, reached: 1 });
  expect(listActions(back, { ...seen, actor: LEADER })).toEqual(["supplement"]);
});

test("handing back and forth gives no more time either", () => {
  const now = new Date("2026-12-02T02:00:00Z"); // a day after the deadline
  const late = { ...climbedTo1, settleBy: new Date(now.getTime() + 3_600_000) };
  const go = (state: LoopState, action: Action, minutes: number): LoopState => {
    const at = new Date(now.getTime() + minutes * 60_000);
    const seen = { actor: SECRETARY, now: at, gridPath: LANE.gridPath, rules: RULES };
    const outcome = applyAction(state, { action, reason: "you are there" }, seen);
    if ("refusal" in outcome) throw new Error(JSON.stringify(outcome.refusal));
    return outcome.next;
  };
  const back = go(go(late, "entrust", 0), "hand-back", 30);
  expect(back.settleBy).toEqual(late.settleBy);
  expect(go(back, "entrust", 40).asked?.acceptBy).toEqual(late.settleBy);
});

test("entrusting gives no more time: what is not done by the time that the owner had climbs above the owner", () => {
  const entrusted = take(climbedTo1, { action: "entrust", reason: "you are there" }, SECRETARY);
  expect(entrusted.asked?.acceptBy).toEqual(climbedTo1.settleBy);
  const late = { now: climbedTo1.settleBy!, gridPath: LANE.gridPath, rules: RULES };
  const moved = moveOn(entrusted, late);
  expect(moved).toMatchObject({ next: { status: "assigned", asked: { duty: { level: 0 } }, reached: 0 } });
});

test.each([
  ["above", { level: 0, gridPath: "" }],
  ["to oneself", { level: 1, gridPath: "1" }],
  ["to somebody of another community", { level: 3, gridPath: "9/2/3" }],
])("work is not entrusted %s", (_where, assignee) => {
  const command = { action: "entrust", reason: "you are there", assignee } as const;
  const seen = { actor: SECRETARY, now: NOW, gridPath: LANE.gridPath, rules: RULES };
  expect(applyAction(climbedTo1, command, seen)).toMatchObject({ refusal: { because: "to-below" } });
});
