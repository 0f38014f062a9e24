import { z } from "zod";
import { deviceTokenSchema } from "../access/account.ts";
import { wallNewsSchema } from "./wall-report.ts";
import { contentOf, listedScene, placeIn } from "./scene-place.ts";
import { sceneEntrySchema } from "./wall-scene.ts";
import type { SceneEntry } from "./wall-scene.ts";

/** Longer lists come round too seldom to be seen. */
export const MOST_SCENES = 20;

/** More panels a side than this are a hall's whole wall. */
export const MOST_PANELS = 8;

/** The widest frames between two panels that are still sold. */
export const MOST_BEZEL_MILLIMETRES = 100;

/** A picture put together from panels: nothing that is read is put where two of them meet. */
export const mosaicSchema = z.strictObject({
  columns: z.int().min(1).max(MOST_PANELS),
  rows: z.int().min(1).max(MOST_PANELS),
  /** From picture to picture, both frames together. */
  bezelMillimetres: z.number().min(0).max(MOST_BEZEL_MILLIMETRES),
});

/** A picture put together from panels. */
export type Mosaic = z.infer<typeof mosaicSchema>;

/** A screen of one piece. */
export const ONE_PANEL: Mosaic = { columns: 1, rows: 1, bezelMillimetres: 0 };

/** How a wall is set up at the desk. */
export const wallSettingsSchema = z.strictObject({
  scenes: z.array(sceneEntrySchema).min(1).max(MOST_SCENES),
  /** How long an urgent incident that has just come in has the screen; 0 = it does not take it. */
  urgentSeconds: z.int().min(0).max(600),
  /** Height of the picture itself. */
  screenHeightMetres: z.number().min(0.1).max(20),
  /** Distance of the farthest seat. */
  viewingDistanceMetres: z.number().min(0.3).max(60),
  /** A wall that was set up before this was asked is taken for one piece. */
  mosaic: mosaicSchema.default(ONE_PANEL),
});

/** How a wall is set up at the desk. */
export type WallSettings = z.infer<typeof wallSettingsSchema>;

/** What a new wall begins with: a 110-inch screen read from five metres away. */
export const WALL_DEFAULTS: WallSettings = {
  scenes: [
    { kind: "territory", seconds: 60, when: "always" },
    { kind: "overdue", seconds: 30, when: "some-overdue" },
    { kind: "community", seconds: 30, when: "always" },
    { kind: "cameras", seconds: 30, when: "always" },
    { kind: "hours", seconds: 30, when: "by-day" },
    { kind: "yesterday", seconds: 45, when: "by-day" },
    { kind: "assessment", seconds: 30, when: "by-day" },
  ],
  urgentSeconds: 60,
  screenHeightMetres: 1.37,
  viewingDistanceMetres: 5,
  mosaic: ONE_PANEL,
};

/** More than anybody sends off the screen in the ten minutes for which an incident can want it (`urgentSeconds`). */
export const MOST_SENT_OFF = 32;

const incidentIdSchema = z.int().positive();

/** What the desk has told a wall; a state and no event, so that a wall that was away does not miss it. */
export const wallControlSchema = z.strictObject({
  /** True while the scene that is shown stays. */
  isHeld: z.boolean(),
  /** Place in the list of the scene that stays whatever was shown; null = none. */
  pinned: z.int().min(0).max(MOST_SCENES - 1).nullable(), // prettier-ignore
  /** How often it was told to go on to the next. */
  skips: z.int().nonnegative(),
  /** How often it was told to send an incident off the screen, and which in the last of these orders. */
  sendOffs: z.int().nonnegative().default(0),
  sentOff: z.array(incidentIdSchema).max(MOST_SENT_OFF).default([]),
});

/** What the desk has told a wall. */
export type WallControl = z.infer<typeof wallControlSchema>;

/** A wall that nobody has told anything. */
export const WALL_FREE: WallControl = { isHeld: false, pinned: null, skips: 0, sendOffs: 0, sentOff: [] };

/**
 * What a wall can be told. `skip` = go on with the list, also below an incident that has the screen; `send-off` = that
 * incident leaves the screen, and what was there before is there again. Who gives an order sees the wall some seconds late:
 * neither does what the other is for, no incident is sent off that they have not seen, and where a pin says what was `seen` at
 * its place, nothing else is pinned.
 */
export const wallOrderSchema = z.discriminatedUnion("order", [
  z.strictObject({ order: z.literal("hold") }),
  z.strictObject({ order: z.literal("go-on") }),
  z.strictObject({ order: z.literal("skip") }),
  z.strictObject({ order: z.literal("send-off"), incidentId: incidentIdSchema }),
  z.strictObject({
    order: z.literal("pin"),
    scene: z.int().min(0).max(MOST_SCENES - 1), // prettier-ignore
    seen: sceneEntrySchema.optional(),
  }),
]);

/** What a wall can be told. */
export type WallOrder = z.infer<typeof wallOrderSchema>;

type Pin = Extract<WallOrder, { order: "pin" }>;

/** A wall's list. */
type Listed = { scenes: readonly SceneEntry[] };

/**
 * What a wall has been told once the order has reached it; the next scene after a pinned one is no longer pinned. Held against
 * its list a pin is null at a place that is not in it, or at which another scene stands than was seen.
 */
export function steer(control: WallControl, given: WallOrder): WallControl;
export function steer(control: WallControl, given: WallOrder, list: Listed): WallControl | null;
export function steer(control: WallControl, given: WallOrder, list?: Listed): WallControl | null {
  if (given.order === "pin")
    return list && !isThere(given, list) ? null : { ...control, pinned: given.scene };
  if (given.order === "send-off") return sendOff(control, given);
  const told = {
    hold: { isHeld: true },
    "go-on": { isHeld: false, pinned: null },
    skip: { pinned: null, skips: control.skips + 1 },
  } as const;
  return { ...control, ...told[given.order] };
}

const sendOff = (control: WallControl, { incidentId }: { incidentId: number }): WallControl => ({
  ...control,
  sendOffs: control.sendOffs + 1,
  sentOff: [...control.sentOff, incidentId].slice(-MOST_SENT_OFF),
});

function isThere({ scene, seen }: Pin, { scenes }: Listed): boolean {
  const standing = scenes[scene];
  return standing !== undefined && (seen === undefined || contentOf(seen) === contentOf(standing));
}

/** What a wall has been told once it is set up anew: a scene that is pinned stays so wherever it is in the new list. */
export function arranged(
  control: WallControl,
  { before, after }: Record<"before" | "after", readonly SceneEntry[]>,
): WallControl {
  const pinned = control.pinned === null ? undefined : listedScene(before, control.pinned);
  return { ...control, pinned: pinned ? placeIn(after, pinned) : null };
}

/** What a wall has been told, as far as its list has it: the pin may be of a longer one that it had. */
export const controlOf = (control: WallControl, { scenes }: { scenes: readonly unknown[] }): WallControl =>
  control.pinned !== null && control.pinned >= scenes.length ? { ...control, pinned: null } : control;

/** A screen with its scenes. */
export const wallSchema = deviceTokenSchema.extend({
  settings: wallSettingsSchema,
  control: wallControlSchema,
  /** Null = it has not been heard yet. */
  news: wallNewsSchema.nullable(),
});

/** A screen with its scenes. */
export type Wall = z.infer<typeof wallSchema>;
