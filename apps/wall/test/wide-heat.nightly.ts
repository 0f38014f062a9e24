import { buildApp, launchBrowser, startAppServer } from "@getu/testkit";
import { expect, test } from "vitest";
import { openWall, shareOfDifference, shoot, waitForMap } from "./wall-page.ts";

/** Wider than a map's own canvas is allowed to be. */
const SIZE = { width: 5760, height: 1080 };

test("on a screen wider than 4,096 pixels the marks stand where the map has them while the slider moves only the heat", async () => {
  buildApp("wall");
  const server = await startAppServer({ trickleSeconds: 3600 }); // nothing comes in between two pictures
  const browser = await launchBrowser();
  const { page } = await openWall(browser, {
    address: server.origin,
    ...SIZE,
    reducedMotion: "reduce",
  });
  const free = (await page.locator(".wall__free").boundingBox())!; // it has one
  const lookAtMap = (): Promise<Buffer> => page.screenshot({ clip: free, timeout: 60_000 });
  await page.getByLabel("时间", { exact: true }).press("ArrowLeft");
  await page.locator('.map[data-heat="week-1"][data-sheets="true"]').waitFor();
  const between = await lookAtMap();
  await shoot(page, "heat-slider-5760x1080");
  const lines = page.getByRole("switch", { name: "网格界线" });
  await lines.click();
  await page.locator('.map[data-sheets="false"]').waitFor();
  await lines.click();
  await waitForMap(page);
  const byMap = await lookAtMap();
  const share = await shareOfDifference(page, byMap, between, 48);
  console.log(`wide heat: ${share} of the map differs between the sheets and the map`);
  expect(share).toBeLessThan(0.001);
  await browser.close();
  await server.stop();
});
