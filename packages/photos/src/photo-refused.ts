import type { PhotoRefusal } from "@getu/domain";

/** Thrown for a file that is not taken as a photo, with the reason as facts. */
export class PhotoRefused extends Error {
  readonly refusal: PhotoRefusal;

  constructor(refusal: PhotoRefusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}
