import type { Actor, Command, IncidentStatus, LoopState, Step } from "@getu/domain";
import { createRandom } from "./random.ts";
import { climbOn, followRoutine } from "./routine.ts";
import { beginTale, handlerOf, judgeOf } from "./tale.ts";
import type { Bare, Cast, Tale, TaleRules } from "./tale.ts";

/** What became of an incident, and what whoever reported it said of it. */
export type History = {
  incidentId: number;
  state: LoopState;
  steps: readonly Step[];
  ratings: readonly { closedAt: Date; rating: number; reason: string | null }[];
};

/** What histories are made by; the same of everything gives the same histories. */
export type HistoryOptions = Omit<TaleRules, "random"> & { seed: string; now: Date };

/** Something that no routine brings, in which status it happens, and to how many incidents. */
type Plot = {
  from: IncidentStatus;
  times: number;
  by: (state: LoopState, cast: Cast) => Actor;
  command: (place: { now: Date; original: number | null }) => Command | null;
};

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

const byOffice: Plot["by"] = (_, { dispatcher }) => dispatcher;
const byOwner: Plot["by"] = ({ owner }, cast) => handlerOf(owner, cast);
const byAsked: Plot["by"] = ({ asked, owner }, cast) => handlerOf(asked?.duty ?? owner, cast);
const byJudge: Plot["by"] = ({ asked, owner }, cast) => judgeOf(asked?.duty ?? owner, cast);
const inDays = (now: Date, days: number): Date => new Date(now.getTime() + days * DAY_MS);

const PLOTS: readonly Plot[] = [
  {
    from: "handling",
    times: 6,
    by: byOwner,
    command: () => ({ action: "hand-up", reason: "示范：超出网格处置权限" }),
  },
  {
    from: "handling",
    times: 8,
    by: byOffice,
    command: ({ now }) => ({ action: "suspend", reason: "示范：等待专业单位排期", until: inDays(now, 14) }),
  },
  {
    from: "handling",
    times: 5,
    by: byOffice,
    command: ({ now }) => ({
      action: "pause",
      reason: "示范：当事人外出，约定后续办理",
      until: inDays(now, 2),
    }),
  },
  {
    from: "handling",
    times: 6,
    by: byOffice,
    command: () => ({ action: "extend", reason: "示范：需多部门会商" }),
  },
  {
    from: "assigned",
    times: 4,
    by: byAsked,
    command: () => ({ action: "return", reason: "示范：位置不在本网格" }),
  },
  {
    from: "fed-back",
    times: 4,
    by: byJudge,
    command: () => ({ action: "return", reason: "示范：回访不满意，退回重办" }),
  },
  {
    from: "filed",
    times: 8,
    by: byOffice,
    command: ({ original }) => (original === null ? null : { action: "merge", duplicateOf: original }),
  },
  {
    from: "reported",
    times: 4,
    by: byOffice,
    command: () => ({ action: "decline", reason: "示范：不属于街道职责，已告知反映途径" }),
  },
];

/** Of the newest closed ones so many were rated badly, which reopens them one level up. */
const REOPENED = 8;
const COMPLAINTS = ["示范：问题又出现了", "示范：没有人来过", "示范：只处理了一半"] as const;

/**
 * Tells how each incident came to where its record says it is, through the actions of the loop and at times when people
 * would have taken them; some take a turn that no routine brings. Newest first in, the same order out.
 */
export function tellHistories(bare: readonly Bare[], options: HistoryOptions): History[] {
  const turns = castPlots(bare);
  let reopened = 0;
  return bare.map((each, i) => {
    const { incident } = each;
    const random = createRandom(`${options.seed}/history/${incident.externalId ?? incident.id}`);
    const told = { ...options, random };
    const tale = tellWay(each, told);
    const plot = turns.get(incident.id);
    if (plot) takeTurn(tale, plot, { ...told, original: originalOf(each, bare.slice(i + 1)) });
    const isUnhappy = incident.status === "closed" && reopened < REOPENED;
    if (isUnhappy) reopened += 1;
    const ratings = incident.status === "closed" ? rate(tale, { ...told, isUnhappy }) : [];
    climbOn(tale, { end: options.now, random, cast: options.cast });
    return { incidentId: incident.id, state: tale.state, steps: tale.steps, ratings };
  });
}

type Telling = HistoryOptions & TaleRules;

/** Up to the state that the record tells of. */
function tellWay(bare: Bare, { random, cast, now, rules }: Telling): Tale {
  const { status, dueAt, closedAt } = bare.incident;
  const end = closedAt === null ? now : new Date(closedAt);
  const isLate = dueAt !== null && new Date(dueAt) < end;
  const tale = beginTale(bare, { rules, cast });
  followRoutine(tale, { goal: status, end, isLate, random, cast });
  return tale;
}

/** Which incident takes which turn; of each status some stay as they are. */
function castPlots(bare: readonly Bare[]): Map<number, Plot> {
  const waiting = Map.groupBy(bare, ({ incident }) => incident.status);
  const turns = new Map<number, Plot>();
  for (const plot of PLOTS) {
    const there = waiting.get(plot.from) ?? [];
    for (const { incident } of there.splice(0, Math.min(plot.times, there.length / 2)))
      turns.set(incident.id, plot);
  }
  return turns;
}

function takeTurn(
  tale: Tale,
  plot: Plot,
  { now, random, cast, original }: Telling & { original: number | null },
): void {
  const command = plot.command({ now, original });
  const at = new Date(
    Math.floor(tale.at.getTime() + (now.getTime() - tale.at.getTime()) * random.between(0.3, 0.9)),
  );
  if (command) tale.act(at, command, (state) => plot.by(state, cast));
}

const compoundOf = (path: string): string => path.split("/").slice(0, 2).join("/");

/** An older report of the same compound that this one may repeat; null = none. */
function originalOf({ gridPath, incident }: Bare, older: readonly Bare[]): number | null {
  const found = older.find(
    (other) =>
      compoundOf(other.gridPath) === compoundOf(gridPath) && other.incident.status !== incident.status,
  );
  return found?.incident.id ?? null;
}

/** What the reporter says some hours after the closing, where anything; a bad word reopens it. */
function rate(tale: Tale, { random, now, isUnhappy }: Telling & { isUnhappy: boolean }): History["ratings"] {
  const closedAt = tale.at;
  const ratedAt = new Date(Math.floor(closedAt.getTime() + random.between(0.2, 3) * HOUR_MS));
  if (tale.state.status !== "closed" || ratedAt > now) return [];
  if (!isUnhappy) return random.chance(0.25) ? [{ closedAt, rating: random.whole(3, 5), reason: null }] : [];
  const reason = random.pick(COMPLAINTS);
  tale.act(ratedAt, { action: "reopen", reason }, () => ({ id: "resident", role: "system", gridPath: "" }));
  return [{ closedAt, rating: random.whole(1, 2), reason }];
}
