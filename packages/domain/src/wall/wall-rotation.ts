import { z } from "zod";
import { listedScene, listedSceneSchema, placeIn } from "./scene-place.ts";
import type { ListedScene } from "./scene-place.ts";
import { isTimeFor } from "./wall-scene.ts";
import type { SceneEntry, SceneFacts } from "./wall-scene.ts";
import { controlOf, MOST_SENT_OFF } from "./wall.ts";
import type { WallControl } from "./wall.ts";

/** No scene lasts longer. */
const LONGEST_SCENE_MS = 3_600_000;

const incidentIdSchema = z.int().positive();

/** An incident that wants the screen, and since when it does by the server's clock: it may become urgent anew. */
const wantingSchema = z.strictObject({ id: incidentIdSchema, sinceMs: z.number() });

const countSchema = z.int().nonnegative();

/** Where a wall stands in its list. */
export const rotationSchema = z.strictObject({
  /** Place in the list. */
  scene: countSchema,
  /** Which scene that is: somebody may set the list up anew; of what an older page has noted it is not known. */
  listed: listedSceneSchema.nullable().default(null),
  /** How often the list has begun anew. */
  round: countSchema,
  /** How long the scene has been shown, not counting what it was interrupted for. */
  spentMs: z.number().min(0).max(LONGEST_SCENE_MS),
  /** The clock when this was so. */
  atMs: z.number(),
  /** Orders to go on that have been followed. */
  skips: countSchema,
  /** Orders to send off that have been followed. */
  sendOffs: countSchema.default(0),
  /** The urgent incidents that were sent off the screen, the last of them last; of what an older page has noted none. */
  dismissed: z.array(wantingSchema).max(MOST_SENT_OFF).catch([]),
  /** The place that was pinned; null = none was. */
  pinned: countSchema.nullable().default(null),
  /** While the wall is held: the incident that had the screen when it was told so; null in it = the list has it. */
  held: z.strictObject({ urgentId: incidentIdSchema.nullable() }).nullable().default(null),
});

/** Where a wall stands in its list. */
export type Rotation = z.infer<typeof rotationSchema>;

type Wanting = z.infer<typeof wantingSchema>;

/** Everything that a rotation goes by at one moment. */
export type RotationMoment = {
  nowMs: number;
  scenes: readonly SceneEntry[];
  control: WallControl;
  facts: SceneFacts;
  /** The incidents that want the screen, the one that goes first first; null = not known yet, by a page that has just begun. */
  urgent: readonly Wanting[] | null;
  /** True while somebody stands at the wall and looks something up. */
  isTouched: boolean;
};

/** What is on the screen: an incident that cannot wait, or a scene of the list. */
export type Shown = { kind: "urgent"; incidentId: number } | { kind: "scene"; scene: number; round: number };

type Place = Pick<Rotation, "scene" | "round">;

/** The scene at a place, so that it is known again in another list. */
const listedAt = ({ scene }: Place, { scenes }: Pick<RotationMoment, "scenes">): ListedScene | null =>
  listedScene(scenes, scene) ?? null;

/** The next scene whose condition holds; where none does, simply the next: a wall is never empty. */
function placeAfter({ scene, round }: Place, { scenes, facts }: RotationMoment): Place {
  const steps = scenes.map((_, i) => scene + i + 1);
  const next = steps.find((at) => isTimeFor(scenes[at % scenes.length]!.when, facts)) ?? scene + 1;
  return { scene: next % scenes.length, round: round + Math.floor(next / scenes.length) };
}

const pinnedPlace = ({ control, scenes }: RotationMoment): number | null =>
  controlOf(control, { scenes }).pinned;

function startOfList(moment: RotationMoment): Pick<Rotation, "scene" | "listed" | "round" | "spentMs"> {
  const place = { ...placeAfter({ scene: -1, round: 0 }, moment), round: 0 };
  return { ...place, listed: listedAt(place, moment), spentMs: 0 };
}

/** The beginning of the list; orders from before are no longer followed. */
export function startRotation(moment: RotationMoment): Rotation {
  return {
    ...startOfList(moment),
    atMs: moment.nowMs,
    skips: moment.control.skips,
    sendOffs: moment.control.sendOffs,
    dismissed: [],
    pinned: pinnedPlace(moment),
    held: null,
  };
}

/** A machine that has slept, or whose clock was set, does not count through years of scenes. */
const MOST_AT_ONCE_MS = 24 * 3_600_000;

/** The incident that has the screen: the first that wants it and that nobody has sent off. */
function urgentOnScreen({ dismissed }: Rotation, { urgent }: RotationMoment): Wanting | null {
  const isSentOff = ({ id, sinceMs }: Wanting): boolean =>
    dismissed.some((sent) => sent.id === id && sent.sinceMs >= sinceMs);
  return urgent?.find((each) => !isSentOff(each)) ?? null;
}

const isInterrupted = (rotation: Rotation, moment: RotationMoment): boolean =>
  moment.control.isHeld ||
  pinnedPlace(moment) !== null ||
  moment.isTouched ||
  urgentOnScreen(rotation, moment) !== null;

/** The orders that have come since; those about an incident wait until it is known what wants the screen. */
function follow(rotation: Rotation, moment: RotationMoment): Rotation {
  const { skips } = moment.control;
  let followed = moment.urgent === null ? rotation : followSendOffs(rotation, moment.urgent, moment.control);
  for (let order = rotation.skips; order < skips; order += 1)
    followed = { ...followed, ...placeAfter(placeSeen(followed, moment), moment), spentMs: 0, pinned: null };
  return { ...followed, skips, pinned: pinnedPlace(moment) };
}

function followSendOffs(
  rotation: Rotation,
  urgent: readonly Wanting[],
  { sendOffs, sentOff }: WallControl,
): Rotation {
  const since = sentOff.slice(Math.max(0, sentOff.length - (sendOffs - rotation.sendOffs)));
  const followed = since.reduce((before, id) => sendOff(before, urgent, id), rotation);
  return { ...followed, sendOffs };
}

/** From where somebody who looks at the wall goes on: what was pinned until they said so, else where the list stands. */
const placeSeen = ({ scene, round, pinned }: Rotation, { scenes }: RotationMoment): Place => ({
  scene: pinned !== null && pinned < scenes.length ? pinned : scene,
  round,
});

/** Sends off an incident, held or not; where it does not want the screen, nothing. */
function sendOff(rotation: Rotation, urgent: readonly Wanting[], incidentId: number): Rotation {
  const sent = urgent.find(({ id }) => id === incidentId);
  if (sent === undefined) return rotation;
  const dismissed = [...rotation.dismissed, sent].slice(-MOST_SENT_OFF);
  const held = rotation.held?.urgentId === sent.id ? { urgentId: null } : rotation.held;
  return { ...rotation, dismissed, held };
}

/** What a held wall holds is what was on the screen when it was first told so, or when it first knew what is. */
function hold(rotation: Rotation, moment: RotationMoment): Rotation {
  if (!moment.control.isHeld) return { ...rotation, held: null };
  if (moment.urgent === null) return rotation;
  return { ...rotation, held: rotation.held ?? { urgentId: urgentOnScreen(rotation, moment)?.id ?? null } };
}

/** True while the scene that was shown stands at its place. */
export function standsInList(
  { scene, listed }: Rotation,
  { scenes }: Pick<RotationMoment, "scenes">,
): boolean {
  const standing = listedScene(scenes, scene);
  return standing !== undefined && (listed === null || isSame(standing, listed));
}

const isSame = (one: ListedScene, other: ListedScene): boolean =>
  one.content === other.content && one.before === other.before;

/**
 * Where a wall stands in a list that somebody has set up anew: at its scene, wherever that is now; where it is gone, at what has
 * its place, and in a list that has no such place at the beginning. What was said since is followed, and what was sent off stays
 * off.
 */
function followList(before: Rotation, moment: RotationMoment): Rotation {
  if (standsInList(before, moment)) return before;
  const scene = before.listed && placeIn(moment.scenes, before.listed);
  if (scene !== null) return { ...before, scene };
  const isPlace = before.scene < moment.scenes.length;
  return isPlace ? { ...before, spentMs: 0 } : { ...before, ...startOfList(moment) };
}

/**
 * The rotation a moment later. Time counts only while the list itself is on the screen: after whatever interrupted it,
 * it goes on where it was. Many small steps and one large one come to the same.
 */
export function rotate(before: Rotation, moment: RotationMoment): Rotation {
  const { nowMs, scenes } = moment;
  const rotation = hold(follow(followList(before, moment), moment), moment);
  const sinceMs = Math.min(MOST_AT_ONCE_MS, Math.max(0, nowMs - rotation.atMs));
  const passed = isInterrupted(rotation, moment) ? 0 : sinceMs;
  let place: Place = rotation;
  // One whose time was shortened is not over while it is held, or something else has the screen.
  let spentMs = Math.min(rotation.spentMs, lastsMs(scenes, rotation) - 1) + passed;
  for (let lasts = lastsMs(scenes, place); spentMs >= lasts; lasts = lastsMs(scenes, place)) {
    spentMs -= lasts;
    place = placeAfter(place, moment);
  }
  return { ...rotation, ...place, listed: listedAt(place, moment), spentMs, atMs: nowMs };
}

const lastsMs = (scenes: readonly SceneEntry[], { scene }: Place): number => scenes[scene]!.seconds * 1000; // a place of the list

/** Where a page that begins anew goes on: as if it had been on all the while; null = there was none before. */
export const resumeRotation = (kept: Rotation | null, moment: RotationMoment): Rotation =>
  kept === null ? startRotation(moment) : rotate(kept, moment);

/** What is on the screen now. */
export function shownBy(rotation: Rotation, moment: RotationMoment): Shown {
  const urgent = urgentOnScreen(rotation, moment);
  if (urgent !== null) return { kind: "urgent", incidentId: urgent.id };
  const { scene, round } = rotation;
  return { kind: "scene", scene: pinnedPlace(moment) ?? scene, round };
}
