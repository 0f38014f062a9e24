import { beginHistory, createSession, effectsOf } from "@getu/editor";
import type { Session } from "@getu/editor";
import { edgesOf, listOwners, OUTSIDE, placeOfNode } from "@getu/geometry/partition";
import type { UnitPlace } from "@getu/geometry/partition";
import type { Benchmark, Outcome, Row } from "../benchmark.ts";
import { createMadeUpPlan } from "../made-up-plan.ts";
import { percentileOf } from "../measure.ts";
import { createRandom } from "../random.ts";
import type { Random } from "../random.ts";

const GRIDS = 2000;
const MOVES_OF_A_DRAG = 20;

/** How far a hand strays from one move to the next, about 5 m. */
const STRAY_UNITS = 450;

/** A picture on a screen of 60 a second. */
const FRAME_MS = 1000 / 60;

/** Milliseconds of each move of the pointer while a node is held: of the operation, and of the table of its effect. */
type Times = { operation: number[]; effect: number[]; refused: number };

/** Takes hold of a node inside the city and leads it about, as a hand does. */
function drag(session: Session, random: Random, times: Times): void {
  const { base } = session.state().history;
  const { partition } = base;
  const owners = listOwners(partition);
  const owner = owners[Math.floor(random.next() * owners.length)]!; // below its length
  const inner = edgesOf(partition, owner).filter(({ left, right }) => left !== OUTSIDE && right !== OUTSIDE);
  const edge = inner[Math.floor(random.next() * inner.length)];
  if (!edge) return;
  const from = placeOfNode(partition, edge.a);
  session.send({ type: "select", owner });
  session.send({ type: "press", at: from });
  for (let move = 1; move <= MOVES_OF_A_DRAG; move++) {
    const away = (): number => Math.round(random.normal() * STRAY_UNITS * move);
    const place: UnitPlace = [from[0] + away(), from[1] + away()];
    const start = performance.now();
    session.send({ type: "point", at: place, place });
    const done = performance.now();
    const { proposal, blocked } = session.state().hand;
    if (proposal) effectsOf(proposal, base, base);
    times.operation.push(done - start);
    times.effect.push(performance.now() - done);
    if (blocked) times.refused++;
  }
  session.send({ type: "cancel" });
}

function rowOf(what: string, values: readonly number[], rest: Pick<Row, "details" | "floor">): Row {
  return {
    name: `dragging a node, ${GRIDS} grids: ${what} of a move of the pointer, 95th percentile`,
    peer: "",
    value: percentileOf(values, 0.95),
    unit: "ms",
    better: "lower",
    goal: null,
    ...rest,
  };
}

const spreadOf = (values: readonly number[]): string =>
  `median ${percentileOf(values, 0.5).toFixed(2)}, 99th percentile ${percentileOf(values, 0.99).toFixed(2)}, longest ${Math.max(...values).toFixed(1)} ms`;

/** What a planner waits for at each move of the pointer: the operation on the tiling, and the table beside the map. */
export const dragging: Benchmark = {
  name: "dragging",
  run({ quick, say }): Promise<Outcome> {
    say("dragging");
    const session = createSession({
      history: beginHistory(createMadeUpPlan({ grids: GRIDS })),
      isEditable: true,
      part: null,
      roadBetween: () => null,
    });
    session.setReach({ units: 100, stretch: 1 });
    session.send({ type: "choose", tool: "move" });
    const random = createRandom(1);
    const drags = quick ? 20 : 200;
    drag(session, random, { operation: [], effect: [], refused: 0 }); // warms up
    const times: Times = { operation: [], effect: [], refused: 0 };
    for (let i = 0; i < drags; i++) drag(session, random, times);
    const { operation, effect, refused } = times;
    const of = `${operation.length} moves of ${drags} nodes, ${refused} to where they cannot go`;
    const rows = [
      rowOf("the operation", operation, { floor: 16, details: `${of}; ${spreadOf(operation)}` }),
      rowOf("the table of its effect", effect, {
        floor: null,
        details: `${spreadOf(effect)}; a frame has ${FRAME_MS.toFixed(1)} ms`,
      }),
    ];
    return Promise.resolve({ rows, leftOut: [] });
  },
};
