import type { Action, Actor, Command, IncidentStatus, LoopState } from "@getu/domain";
import type { Random } from "./random.ts";
import { handlerOf, judgeOf } from "./tale.ts";
import type { Cast, Tale } from "./tale.ts";

/** What is done next in a state when all goes well: by whom, and how many minutes it usually takes. */
type Routine = {
  action: Action;
  minutes: readonly [number, number];
  by: (state: LoopState, cast: Cast) => Actor;
};

const byDispatcher: Routine["by"] = (_, { dispatcher }) => dispatcher;
const byAsked: Routine["by"] = ({ asked, owner }, cast) => handlerOf(asked?.duty ?? owner, cast);
const byOwner: Routine["by"] = ({ owner }, cast) => handlerOf(owner, cast);
const byJudge: Routine["by"] = ({ asked, owner }, cast) => judgeOf(asked?.duty ?? owner, cast);

/** The way of an incident; whoever is asked accepts and judges within the two hours that the chain allows. */
const WAY: readonly (readonly [IncidentStatus, Routine])[] = [
  ["reported", { action: "file", minutes: [1, 15], by: byDispatcher }],
  ["filed", { action: "assign", minutes: [1, 8], by: byDispatcher }],
  ["assigned", { action: "accept", minutes: [3, 80], by: byAsked }],
  ["accepted", { action: "start", minutes: [2, 60], by: byOwner }],
  ["handling", { action: "feed-back", minutes: [20, 100], by: byOwner }],
  ["fed-back", { action: "verify", minutes: [5, 70], by: byJudge }],
  ["verified", { action: "close", minutes: [2, 30], by: byJudge }],
];

const FEEDBACKS = [
  "示范：已到现场处置完毕，请核实",
  "示范：已联系责任单位整改，现场恢复正常",
  "示范：已清理完毕并拍照留存",
  "示范：已与当事人沟通，问题当场解决",
] as const;

const ANSWERS = [
  "示范：问题已解决，感谢您的反映",
  "示范：经回访，居民表示满意",
  "示范：已核实处置到位，后续加强巡查",
] as const;

const MINUTE_MS = 60_000;

const placeOf = (status: IncidentStatus): number => {
  const place = WAY.findIndex(([each]) => each === status);
  return place < 0 ? WAY.length : place;
};

/** How far to go, until when, and what the record says of the deadline. */
export type Course = { goal: IncidentStatus; end: Date; isLate: boolean; random: Random; cast: Cast };

const STEPS_AT_MOST = 40;

/**
 * Goes the usual way until the goal, which is reached at `end` when that is closing and before it otherwise. What is
 * late is left alone now and then, so that it climbs the chain.
 */
export function followRoutine(tale: Tale, course: Course): void {
  for (let step = 0; step < STEPS_AT_MOST && placeOf(tale.state.status) < placeOf(course.goal); step += 1) {
    const routine = WAY[placeOf(tale.state.status)]![1]; // not closed: it is below the goal
    const at = momentOf(tale, routine, course);
    const done =
      at !== null && tale.act(at, commandOf(routine, course), (state) => routine.by(state, course.cast));
    if (!done && at !== null) return;
  }
}

/** When somebody does what is next; null = nobody did in time, and the loop has moved by itself. */
function momentOf(tale: Tale, { action, minutes }: Routine, course: Course): Date | null {
  const { end, random, isLate } = course;
  const planned = plannedFor(tale, { action, waitMs: random.between(...minutes) * MINUTE_MS, course });
  const moves = tale.moveAt();
  if (moves === null || moves > planned) return planned;
  if (isLate && random.chance(0.6)) {
    tale.pass(moves < end ? moves : end);
    return null;
  }
  return between(tale.at, moves < end ? moves : end, random.between(0.3, 0.8));
}

const between = (from: Date, to: Date, share: number): Date =>
  new Date(Math.floor(from.getTime() + (to.getTime() - from.getTime()) * share));

type Plan = { action: Action; waitMs: number; course: Course };

/** The work itself takes as long as there is; everything before and after it is quick. */
function plannedFor(tale: Tale, { action, waitMs, course: { goal, end, random } }: Plan): Date {
  const left = end.getTime() - tale.at.getTime();
  const isLast = placeOf(tale.state.status) + 1 === placeOf(goal);
  if (isLast && goal === "closed") return end;
  const isWork = action === "feed-back" || (isLast && goal !== "closed");
  if (isWork) return new Date(Math.floor(end.getTime() - Math.min(left * random.between(0.2, 0.5), waitMs)));
  return new Date(Math.floor(tale.at.getTime() + Math.min(left * 0.25, waitMs)));
}

const commandOf = ({ action }: Routine, { random }: Course): Command => {
  if (action === "feed-back") return { action, text: random.pick(FEEDBACKS) };
  return action === "close" ? { action, text: random.pick(ANSWERS) } : { action };
};

/** After what was late has climbed, somebody of the level that it reached takes it now and then; the top always does. */
export function climbOn(tale: Tale, { end, random, cast }: Omit<Course, "goal" | "isLate">): void {
  for (let due = tale.moveAt(); due !== null && due <= end; due = tale.moveAt()) {
    tale.pass(due);
    const patience = tale.moveAt();
    if (tale.state.status !== "assigned" || (patience !== null && random.chance(0.5))) continue;
    const taken = between(
      tale.at,
      patience !== null && patience < end ? patience : end,
      random.between(0.2, 0.8),
    );
    tale.act(taken, { action: "accept" }, (state) => byAsked(state, cast));
    tale.act(between(taken, end, 0.05), { action: "start" }, (state) => byOwner(state, cast));
  }
}
