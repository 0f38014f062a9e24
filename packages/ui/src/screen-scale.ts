/** Where the screen hangs and from where it is read. */
export type ScreenSetting = {
  /** Height of the picture itself. */
  screenHeightMetres: number;
  /** Distance of the farthest seat. */
  viewingDistanceMetres: number;
};

/** A 110-inch wall read from the back row, five metres away. */
export const WALL_SCREEN: ScreenSetting = { screenHeightMetres: 1.37, viewingDistanceMetres: 5 };

/** A phone at arm's length. */
export const HAND_SCREEN: ScreenSetting = { screenHeightMetres: 0.147, viewingDistanceMetres: 0.4 };

/** Screens narrower than this are held in the hand. */
export const HAND_WIDTH_PIXELS = 800;

// 16 arc-minutes, the least height of a character for reading at a glance: 4.65 mm for each metre of distance.
const CHARACTER_PER_METRE = 2 * Math.tan(((16 / 60) * Math.PI) / 180 / 2);

// What counts is the height of a digit, which is about 0.72 of the font size in the fonts this screen uses.
const DIGIT_SHARE = 0.72;

const LEAST_PIXELS = 12;
const MOST_SHARE = 1 / 40; // more, and the panels no longer fit: stand nearer or hang a larger screen

/** From how many heights of the picture its smallest text can be made legible. */
const MOST_HEIGHTS = (MOST_SHARE * DIGIT_SHARE) / CHARACTER_PER_METRE;

/** Font size in CSS pixels of the smallest text on the screen; from beyond `findIllegible` it is too small. */
export function smallestTextPixels(setting: ScreenSetting, heightPixels: number): number {
  const characterMetres = setting.viewingDistanceMetres * CHARACTER_PER_METRE;
  const fontPixels = (characterMetres / setting.screenHeightMetres / DIGIT_SHARE) * heightPixels;
  return Math.min(MOST_SHARE * heightPixels, Math.max(LEAST_PIXELS, fontPixels));
}

/** What keeps a screen from being read: both in whole decimetres, on the safe side. */
type Illegible = {
  /** From farther away its smallest text is not legible. */
  mostMetres: number;
  /** As high the picture would have to be for the distance that is set. */
  neededHeightMetres: number;
};

/** Whether the farthest seat is too far for so low a picture; null = its smallest text is legible from there. */
export function findIllegible({
  screenHeightMetres,
  viewingDistanceMetres,
}: ScreenSetting): Illegible | null {
  const mostMetres = screenHeightMetres * MOST_HEIGHTS;
  if (viewingDistanceMetres <= mostMetres) return null;
  return {
    mostMetres: Math.floor(10 * mostMetres) / 10,
    neededHeightMetres: Math.ceil((10 * viewingDistanceMetres) / MOST_HEIGHTS) / 10,
  };
}
