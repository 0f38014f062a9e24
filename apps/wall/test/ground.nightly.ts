import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DARK_THEME } from "@getu/layers";
import { buildApp, launchBrowser, startAppServer } from "@getu/testkit";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tinyPmtiles } from "./tiny-pmtiles.ts";
import { countPixels, openWall } from "./wall-page.ts";

const folder = mkdtempSync(join(tmpdir(), "getu-ground-"));
let browser: Browser;

beforeAll(async () => {
  buildApp("wall");
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

/** Opens a wall on that ground, and counts pixels of some colours. */
async function look(environment: Record<string, string>, colours: readonly string[]) {
  const server = await startAppServer({ trickleSeconds: 3_600, environment });
  try {
    const { page, requests, faults } = await openWall(browser, {
      address: server.origin,
      width: 1280,
      height: 720,
      reducedMotion: "reduce",
    });
    const counts: number[] = [];
    for (const colour of colours) counts.push(await countPixels(page, colour, 2));
    const credit = await page.locator(".maplibregl-ctrl-attrib").allInnerTexts();
    await page.close();
    return { counts, credit, faults, requests, origin: server.origin };
  } finally {
    await server.stop();
  }
}

test("a PMTiles archive replaces the ground, is credited, and asks no other host", async () => {
  const file = join(folder, "ground.pmtiles");
  writeFileSync(file, tinyPmtiles());
  const colours = [DARK_THEME.outside, DARK_THEME.land, DARK_THEME.gridLine[0]] as const;
  const seen = await look({ BASEMAP_PMTILES: file }, colours);
  const [outside, land, lines] = seen.counts as [number, number, number];
  expect(land).toBeGreaterThan(50_000); // earth everywhere, also beyond the territory
  expect(outside).toBeLessThan(land / 10);
  expect(lines).toBeGreaterThan(100);
  expect(seen.credit.join()).toContain("OpenStreetMap");
  expect(seen.faults).toEqual([]);
  expect(seen.requests.filter((url) => !url.startsWith(seen.origin) && !/^(data|blob):/.test(url))).toEqual(
    [],
  );
});

test.each([
  ["", 0],
  [", also where it could not be had when the wall was switched on", 1],
])(
  "a MapLibre style of another server replaces the ground, with the grids above it%s",
  async (_, refused) => {
    const colour = "#224466";
    let asked = 0;
    const style = {
      version: 8,
      sources: {},
      layers: [{ id: "sea", type: "background", paint: { "background-color": colour } }],
    };
    const styles = createServer((_request, response) => {
      asked += 1;
      response.writeHead(asked > refused ? 200 : 503, {
        "content-type": "application/json",
        "access-control-allow-origin": "*",
      });
      response.end(JSON.stringify(style));
    });
    await new Promise<void>((resolve) => styles.listen(0, "127.0.0.1", resolve));
    const { port } = styles.address() as AddressInfo;
    try {
      const address = `http://127.0.0.1:${port}/style.json`;
      const seen = await look({ BASEMAP_STYLE: address }, [colour, DARK_THEME.gridLine[0]]);
      const [ground, lines] = seen.counts as [number, number];
      expect(ground).toBeGreaterThan(50_000);
      expect(lines).toBeGreaterThan(100);
      expect(asked).toBeGreaterThan(refused);
      expect(seen.faults.every((fault) => fault.includes("503"))).toBe(true);
    } finally {
      styles.close();
    }
  },
  180_000,
);
