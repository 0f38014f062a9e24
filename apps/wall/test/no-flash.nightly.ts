import { SCENE_KINDS } from "@getu/domain";
import { buildApp, launchBrowser, startAppServer } from "@getu/testkit";
import type { AppServer } from "@getu/testkit";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { joinAsChief, takeAsWall } from "./office.ts";
import { waitForMap } from "./wall-page.ts";

const SCENES = SCENE_KINDS.map((kind) => ({ kind, seconds: 5, when: "always" as const }));

let server: AppServer;
let browser: Browser;
let wall: Page;

beforeAll(async () => {
  buildApp("wall");
  const environment = { GETU_OPEN_READING: "none", GETU_TRICKLE: "off" };
  server = await startAppServer({ trickleSeconds: 3600, environment });
  browser = await launchBrowser();
  const chief = await joinAsChief(browser, server);
  wall = await browser.newPage({ viewport: { width: 1920, height: 1080 }, reducedMotion: "reduce" });
  wall.setDefaultTimeout(60_000);
  await wall.goto(server.origin);
  await takeAsWall(wall, chief, { settings: { scenes: SCENES } });
  await waitForMap(wall);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** Every picture that the screen showed while something went on, small. */
async function picturesDuring(work: () => Promise<unknown>): Promise<string[]> {
  const session = await wall.context().newCDPSession(wall);
  const pictures: string[] = [];
  session.on("Page.screencastFrame", ({ data, sessionId }) => {
    pictures.push(data);
    void session.send("Page.screencastFrameAck", { sessionId });
  });
  await session.send("Page.startScreencast", { format: "png", maxWidth: 480, maxHeight: 270 });
  await work();
  await session.send("Page.stopScreencast");
  await session.detach();
  return pictures;
}

/** How bright a picture is, from 0 to 255: its map, and its panels on either side. */
type Brightness = readonly [map: number, left: number, right: number];

/** Runs in the browser, on a page of its own: the mean of each part of each picture. */
const brightnessesOf = (pictures: readonly string[]): Promise<Brightness[]> =>
  Promise.all(
    pictures.map(async (data): Promise<Brightness> => {
      const png = Uint8Array.from(atob(data), (character) => character.codePointAt(0)!);
      const bitmap = await createImageBitmap(new Blob([png]));
      const { width, height } = bitmap;
      const pen = new OffscreenCanvas(width, height).getContext("2d")!; // a browser with graphics
      pen.drawImage(bitmap, 0, 0);
      const mean = (from: number, to: number): number => {
        const left = Math.round(from * width);
        const [top, tall] = [Math.round(0.1 * height), Math.round(0.5 * height)]; // below the title, above what lies under maps
        const { data: pixels } = pen.getImageData(left, top, Math.round(to * width) - left, tall);
        let sum = 0;
        for (let i = 0; i < pixels.length; i += 4) sum += pixels[i]! + pixels[i + 1]! + pixels[i + 2]!;
        return sum / (0.75 * pixels.length);
      };
      return [mean(0.3, 0.7), mean(0, 0.22), mean(0.78, 1)];
    }),
  );

async function measure(pictures: readonly string[]): Promise<Brightness[]> {
  const page = await browser.newPage();
  const measured = await page.evaluate(brightnessesOf, pictures);
  await page.close();
  return measured;
}

/** Pictures with a part that is much darker or brighter than in any scene at rest. */
function flashesIn(measured: readonly Brightness[], atRest: readonly Brightness[]): Brightness[] {
  const isOdd = (value: number, part: number): boolean => {
    const known = atRest.map((each) => each[part]!);
    return value < 0.6 * Math.min(...known) || value > 1.5 * Math.max(...known);
  };
  return measured.filter((each) => each.some(isOdd));
}

/** What each scene looks like once it stands. */
async function picturesAtRest(): Promise<string[]> {
  const pictures: string[] = [];
  for (const { kind } of SCENES) {
    await wall.locator(`.wall[data-scene="${kind}"]`).waitFor();
    await wall.waitForTimeout(3000);
    pictures.push((await wall.screenshot({ scale: "css" })).toString("base64"));
  }
  return pictures;
}

test("no picture between two scenes is empty or flashes, and one that were would be seen", async () => {
  const atRest = await measure(await picturesAtRest());
  const pictures = await picturesDuring(async () => {
    for (const { kind } of SCENES) await wall.locator(`.wall[data-scene="${kind}"]`).waitFor();
  });
  expect(pictures.length).toBeGreaterThan(2 * SCENES.length);
  expect(flashesIn(await measure(pictures), atRest)).toEqual([]);

  const emptied = await picturesDuring(() =>
    wall.locator(".wall").evaluate(async (element: HTMLElement) => {
      element.style.visibility = "hidden";
      await new Promise((resolve) => setTimeout(resolve, 500)); // the screen shows it
      element.style.visibility = "";
    }),
  );
  expect(flashesIn(await measure(emptied), atRest).length).toBeGreaterThan(0);
});
