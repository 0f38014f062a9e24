import { z } from "zod";
import { HEAT_LOOK } from "../heat/heat-look.ts";
import type { SceneEntry } from "./wall-scene.ts";

/** Which scene of a list one is, wherever it stands there: what it shows, and how many before it show the same. */
export const listedSceneSchema = z.strictObject({ content: z.string(), before: z.int().nonnegative() });

/** Which scene of a list one is, wherever it stands there. */
export type ListedScene = z.infer<typeof listedSceneSchema>;

/** What an entry shows, for however long and whenever. */
export const contentOf = ({ kind, heat = HEAT_LOOK, day = null }: SceneEntry): string =>
  JSON.stringify([kind, heat, day]);

const placesOf = (content: string, scenes: readonly SceneEntry[]): number[] =>
  scenes.flatMap((entry, place) => (contentOf(entry) === content ? [place] : []));

/** The scene at a place of its list; undefined = the list has no such place. */
export function listedScene(scenes: readonly SceneEntry[], place: number): ListedScene | undefined {
  const entry = scenes[place];
  if (entry === undefined) return undefined;
  const content = contentOf(entry);
  return { content, before: placesOf(content, scenes.slice(0, place)).length };
}

/** Where that scene stands in another list; null = it is not in it. */
export const placeIn = (scenes: readonly SceneEntry[], { content, before }: ListedScene): number | null =>
  placesOf(content, scenes)[before] ?? null;
