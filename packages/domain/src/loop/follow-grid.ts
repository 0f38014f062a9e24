import type { Duty } from "./chain.ts";
import { THE_HOUSE } from "./action.ts";
import type { LoopState } from "./loop-state.ts";
import { isBelow } from "../access/permissions.ts";
import { NOTHING_BESIDES } from "./step.ts";
import type { Step } from "./step.ts";

/** A grid's path before and after the boundaries changed, or those of the two grids that held an incident. */
export type PathChange = { from: string; to: string };

/** A duty for the old grid or one above it goes to the grid at the same height of the new path; any other stays. */
function followPath(duty: Duty, { from, to }: PathChange): Duty {
  if (duty.gridPath === "" || !isBelow(from, duty.gridPath)) return duty;
  if (to === "") return { level: 0, gridPath: "" }; // outside every grid: the top answers
  const height = duty.gridPath.split("/").length;
  const gridPath = to.split("/").slice(0, height).join("/");
  return gridPath === duty.gridPath ? duty : { ...duty, gridPath };
}

/** The loop of an incident whose place in the grids changed: whoever answers there now answers for it; the same when nobody changes. */
export function followGrid(state: LoopState, change: PathChange): LoopState {
  const { owner, givenBy, asked } = state;
  const next = {
    owner: followPath(owner, change),
    givenBy: givenBy && followPath(givenBy, change),
    asked: asked && { ...asked, duty: followPath(asked.duty, change) },
  };
  const isSame = next.owner === owner && next.givenBy === givenBy && next.asked?.duty === asked?.duty;
  return isSame ? state : { ...state, ...next };
}

/** Both states of an incident that followed its grid, when it did, and when its work is due. */
export type Followed = { before: LoopState; after: LoopState; at: Date; dueAt: Date | null };

/** The step by which its history tells that it followed its grid. */
export const followedStep = ({ before, after, at, dueAt }: Followed): Step => ({
  action: "redraw",
  actor: THE_HOUSE,
  at,
  from: before.status,
  to: after.status,
  ownerBefore: before.owner,
  ownerAfter: after.owner,
  asked: after.asked?.duty ?? null,
  clock: "none",
  dueAt,
  ...NOTHING_BESIDES,
});
