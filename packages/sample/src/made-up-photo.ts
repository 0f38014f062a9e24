import { createCanvas } from "./canvas.ts";
import type { Canvas, Colour, Picture } from "./canvas.ts";

/** What made-up photos are of. */
export const SCENES = ["lamp", "litter", "rubble", "pothole"] as const;

/** What a made-up photo is of. */
export type Scene = (typeof SCENES)[number];

/** Before or after the work. */
export type Moment = "before" | "after";

const [WIDTH, HEIGHT] = [480, 360];
const GROUND = 240;

const GREY: Colour = [150, 150, 148];
const DARK: Colour = [58, 60, 64];
const WALL: Colour = [203, 190, 168];
const GLASS: Colour = [120, 150, 170];
const RED: Colour = [176, 58, 46];
const WHITE: Colour = [245, 245, 240];
const LIGHT: Colour = [250, 226, 140];

// 示范: made for show.
const MARK = [
  [
    "..#######..",
    "...........",
    "...........",
    "###########",
    ".....#.....",
    "..#..#..#..",
    "..#..#..#..",
    ".#...#...#.",
    "#....#....#",
    ".....#.....",
    "...###.....",
  ],
  [
    "...#...#...",
    "###########",
    "...#...#...",
    "#...######.",
    ".#..#....#.",
    "#...#....#.",
    ".#..#....#.",
    "....#..###.",
    "..#.#......",
    ".#..#.....#",
    "#....######",
  ],
] as const;

/** A house at a street, by day or by night. */
function paintStreet({ rect }: Canvas, sky: Colour): void {
  rect([0, 0, WIDTH, GROUND], sky);
  rect([60, 60, 300, GROUND], WALL);
  for (let floor = 0; floor < 3; floor++)
    for (let window = 0; window < 4; window++) {
      const [left, top] = [82 + window * 54, 80 + floor * 52];
      rect([left, top, left + 30, top + 34], GLASS);
    }
  rect([0, GROUND, WIDTH, HEIGHT], GREY);
}

const DAY: Colour = [176, 208, 230];
const NIGHT: Colour = [26, 30, 50];

const PAINTERS: Readonly<Record<Scene, (canvas: Canvas, moment: Moment) => void>> = {
  lamp(canvas, moment) {
    paintStreet(canvas, NIGHT);
    const { rect, disc } = canvas;
    rect([0, GROUND, WIDTH, HEIGHT], DARK);
    if (moment === "after") {
      disc([380, 110], 74, [84, 82, 76]);
      rect([300, GROUND, 460, GROUND + 26], [150, 140, 104]);
    }
    rect([376, 110, 384, GROUND + 6], GREY);
    disc([380, 106], 16, moment === "after" ? LIGHT : DARK);
  },
  litter(canvas, moment) {
    paintStreet(canvas, DAY);
    const { rect, disc } = canvas;
    rect([350, 170, 410, GROUND + 20], [46, 110, 72]);
    rect([344, 160, 416, 174], [36, 88, 58]);
    if (moment === "after") return;
    const heap: readonly Colour[] = [WHITE, RED, [66, 96, 160], [120, 92, 60], [210, 180, 70]];
    for (const [i, colour] of heap.entries()) {
      disc([210 + i * 38, GROUND + 34 + (i % 2) * 22], 15, colour);
      rect([190 + i * 42, GROUND + 46 - (i % 3) * 12, 216 + i * 42, GROUND + 62 - (i % 3) * 12], colour);
    }
  },
  rubble(canvas, moment) {
    paintStreet(canvas, DAY);
    if (moment === "after") return;
    const stones: readonly Colour[] = [
      [134, 96, 74],
      [112, 104, 98],
      [158, 124, 96],
    ];
    for (let row = 0; row < 4; row++)
      for (let stone = 0; stone < 8 - 2 * row; stone++) {
        const centre = [230 + row * 24 + stone * 24, GROUND + 60 - row * 20] as const;
        canvas.disc(centre, 15, stones[(row + stone) % stones.length]!); // below its length
      }
  },
  pothole(canvas, moment) {
    paintStreet(canvas, DAY);
    const { rect, disc } = canvas;
    for (let dash = 0; dash < 5; dash++) rect([20 + dash * 100, 328, 80 + dash * 100, 336], WHITE);
    if (moment === "after") return rect([190, GROUND + 26, 330, GROUND + 76], [118, 118, 118]);
    disc([260, GROUND + 50], 30, [96, 88, 80]);
    disc([290, GROUND + 52], 24, [96, 88, 80]);
    disc([268, GROUND + 52], 22, DARK);
  },
};

/** A drawing of a place before or after the work, with a mark that says that it is made up: nobody takes it for a photo. */
export function drawMadeUpPhoto(scene: Scene, moment: Moment): Picture {
  const canvas = createCanvas(WIDTH, HEIGHT);
  PAINTERS[scene](canvas, moment);
  canvas.rect([0, 0, 128, 56], RED);
  for (const [i, sign] of MARK.entries()) canvas.sign(sign, [12 + i * 56, 6], { side: 4, colour: WHITE });
  return canvas.picture;
}
