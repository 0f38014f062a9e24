export { cleanPhoto, MOST_PHOTO_BYTES } from "./clean-photo.ts";
export type { CleanPhoto, Picture } from "./clean-photo.ts";
export { photoNames } from "./photo-name.ts";
export { createPhotoRemover, createPhotoStore } from "./photo-store.ts";
export type { PhotoPlace, PhotoStore } from "./photo-store.ts";
export { PhotoRefused } from "./photo-refused.ts";
export { toPng } from "./to-png.ts";
