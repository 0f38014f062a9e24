const PHOTO_NAME = /^[0-9a-f]{32}(?:-small)?\.jpg$/;

/** True for the names that this package gives to files. */
export const isPhotoName = (name: string): boolean => PHOTO_NAME.test(name);

/** The name itself; throws for anything that could lead out of the place. */
export function checkedName(name: string): string {
  if (!isPhotoName(name)) throw new Error("not the name of a photo");
  return name;
}

/** The names of a photo's two files. */
export const photoNames = (id: string): { large: string; small: string } => ({
  large: `${id}.jpg`,
  small: `${id}-small.jpg`,
});
