/** Signs that no two fonts draw alike; without a font for them both are the same empty box. */
const SIGNS = ["网", "格"] as const;

const SIZE = 32;

/** True when the machine has letters for Chinese: a sheet of empty boxes is worse than none. */
export function showsChinese(): boolean {
  const [one, other] = SIGNS.map(pictureOf);
  return one !== other;
}

function pictureOf(sign: string): string {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIZE;
  const context = canvas.getContext("2d");
  if (!context) return sign; // nothing can be told
  context.font = `${SIZE - 4}px sans-serif`;
  context.textBaseline = "top";
  context.fillText(sign, 2, 2);
  return context.getImageData(0, 0, SIZE, SIZE).data.join();
}
