import { mosaicSchema, SCENE_KINDS } from "@getu/domain";
import type { Mosaic, SceneKind } from "@getu/domain";
import { LANGUAGES } from "@getu/ui";
import type { Language, ScreenSetting } from "@getu/ui";

/** What the wall's address sets: `?territory=CODE&lang=en&distance=5&height=1.37&scene=overdue&mosaic=3x2x3.5`. */
export type WallSettings = {
  /** Code of the territory to show; null = the first there is. */
  territory: string | null;
  language: Language;
  /** True at `/pair`: a screen that is to become a wall where everybody may look. */
  isToPair: boolean;
  /** The one scene to show on a screen that the desk has not set up. */
  scene: SceneKind;
  /** Where the screen hangs; what the address does not say is assumed from the screen's width. */
  screen: Partial<ScreenSetting>;
  /** Panels across, down, and the millimetres between their pictures; null = not said. */
  mosaic: Mosaic | null;
};

/** The address with one setting changed, so that a reload shows the same again. */
export function withSetting(address: string, name: "territory" | "lang", value: string): string {
  const url = new URL(address);
  url.searchParams.set(name, value);
  return url.href;
}

/** Reads the address; what cannot be read counts as not said. */
export function parseWallSettings({ pathname, search }: Pick<Location, "pathname" | "search">): WallSettings {
  const query = new URLSearchParams(search);
  const metres = (name: string): number | null => {
    const value = Number(query.get(name) ?? NaN);
    return value > 0 && value < 100 ? value : null;
  };
  const [distance, height] = [metres("distance"), metres("height")];
  return {
    territory: query.get("territory") || null, // `?territory=` names none
    isToPair: pathname === "/pair",
    scene: SCENE_KINDS.find((kind) => kind === query.get("scene")) ?? "territory",
    language: LANGUAGES.find((language) => language === query.get("lang")) ?? LANGUAGES[0],
    mosaic: mosaicOf(query.get("mosaic") ?? ""),
    screen: {
      ...(distance !== null && { viewingDistanceMetres: distance }),
      ...(height !== null && { screenHeightMetres: height }),
    },
  };
}

function mosaicOf(text: string): Mosaic | null {
  const [columns, rows, bezelMillimetres = 0] = text.split("x").map(Number);
  return mosaicSchema.safeParse({ columns, rows, bezelMillimetres }).data ?? null;
}
