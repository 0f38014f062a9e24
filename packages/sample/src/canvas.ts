/** Red, green and blue, 0 to 255. */
export type Colour = readonly [number, number, number];

/** A place in a picture, from its left and from its top. */
type Spot = readonly [number, number];

/** Left, top, right and bottom; the last two are outside. */
type Box = readonly [number, number, number, number];

/** A picture as pixels, row by row, three bytes each. */
export type Picture = { width: number; height: number; pixels: Uint8Array };

/** Paints plain shapes, one over the other; what lies outside the picture is left out. */
export type Canvas = {
  picture: Picture;
  rect: (box: Box, colour: Colour) => void;
  disc: (centre: Spot, radius: number, colour: Colour) => void;
  /** The signs of the rows (`#` = painted) as squares of so many pixels. */
  sign: (rows: readonly string[], at: Spot, look: { side: number; colour: Colour }) => void;
};

/** An empty, black canvas. */
export function createCanvas(width: number, height: number): Canvas {
  const pixels = new Uint8Array(width * height * 3);
  const put = (x: number, y: number, colour: Colour): void => {
    if (x >= 0 && y >= 0 && x < width && y < height) pixels.set(colour, (y * width + x) * 3);
  };
  const rect: Canvas["rect"] = ([left, top, right, bottom], colour) => {
    for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) put(x, y, colour);
  };
  return {
    picture: { width, height, pixels },
    rect,
    disc([centreX, centreY], radius, colour) {
      for (let y = -radius; y <= radius; y++)
        for (let x = -radius; x <= radius; x++)
          if (x * x + y * y <= radius * radius) put(centreX + x, centreY + y, colour);
    },
    sign(rows, [left, top], { side, colour }) {
      for (const [y, row] of rows.entries())
        for (const [x, cell] of row.split("").entries()) {
          const [west, north] = [left + x * side, top + y * side];
          if (cell === "#") rect([west, north, west + side, north + side], colour);
        }
    },
  };
}
