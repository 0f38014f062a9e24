/** The server keeps no more; a tenth of the bytes goes through a weak signal. */
const LARGEST_SIDE = 2560;

/** The photo as a JPEG of at most so many pixels, 2,560 unless said otherwise, or as it is where that is smaller; null = this browser cannot read it. */
export async function shrinkPhoto(file: Blob, largestSide = LARGEST_SIDE): Promise<Blob | null> {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null);
  if (!bitmap) return null;
  const scale = Math.min(1, largestSide / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const small = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.85));
  return small && small.size < file.size ? small : file;
}
