import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildApp, launchBrowser, startAppServer } from "@getu/testkit";
import type { AppServer } from "@getu/testkit";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { folded, guideCommands, guideCounts } from "./import-guide.ts";
import { countPixels, openWall, shoot, waitForMap } from "./wall-page.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const DATA = process.env["GETU_FIXTURES"] ?? join(ROOT, "../shared/data");
const isThere = existsSync(join(DATA, "dc"));
const CITIES = [
  { city: "dc", name: "Washington DC", cameras: 739, ladder: "Ward 1" },
  { city: "chicago", name: "Chicago", cameras: 0, ladder: "9TH" },
];

if (!isThere) process.stderr.write(`skipped: no files of real cities at ${DATA} (GETU_FIXTURES)\n`);

/** A folder with the guide's own files beside it, for a command to run and write in. */
function workFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "getu-guide-"));
  symlinkSync(join(ROOT, "docs"), join(folder, "docs"));
  return folder;
}

describe.runIf(isThere)("real cities by the commands of the import guide", () => {
  let server: AppServer;
  let browser: Browser;
  let printed = "";
  const folder = isThere ? workFolder() : "";

  beforeAll(async () => {
    buildApp("wall");
    server = await startAppServer({ trickleSeconds: 3600, environment: { GETU_SAMPLE: "none" } });
    browser = await launchBrowser();
    const getu = `npx() { shift; "${process.execPath}" "${ROOT}/apps/server/src/cli.ts" "$@"; }`;
    for (const block of guideCommands()) {
      const { status, stderr, stdout } = spawnSync("bash", ["-ec", `${getu}\n${block}`], {
        cwd: folder,
        encoding: "utf8",
        env: { ...process.env, DATA, GETU_HOME: server.home, DATABASE_URL: "" },
      });
      printed += stdout + stderr;
      if (status !== 0) throw new Error(`${block}\n${stderr}`);
    }
  }, 300_000);

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test("they print every count that the guide shows, rejects and near-border counts among them", () => {
    const lines = new Set(printed.split("\n").map(folded));
    const counts = guideCounts();
    expect(counts.length).toBeGreaterThan(15 * CITIES.length);
    expect(counts.filter((line) => !lines.has(line))).toEqual([]);
    process.stdout.write(printed.replaceAll(/^.*seconds.*\n/gm, ""));
  });

  test.each(CITIES)(
    "$city stands on the wall with its tiers, its events and its own numbers",
    async ({ city, name, cameras, ladder }) => {
      const address = `${server.origin}/?territory=${city}&lang=en`;
      const { page, faults, requests } = await openWall(browser, {
        address,
        width: 1920,
        height: 1080,
        reducedMotion: "reduce", // thousands of events run late, and rings that widen are drawn in software
      });
      await page.getByRole("button", { name: "All", exact: true }).click(); // the events are years old
      await page.getByText("No incidents fit what is chosen").waitFor({ state: "detached" });
      await waitForMap(page);
      const text = await page.locator("main").innerText();
      expect(text).toContain(name);
      expect(text).toContain(ladder);
      const summary = (await (
        await fetch(
          `${server.origin}/trpc/summary.get?input=${encodeURIComponent(JSON.stringify({ territoryId: await idOf(city) }))}`,
        )
      ).json()) as { result: { data: { total: { open: number }; cameras: Record<string, number> } } };
      const { total, cameras: states } = summary.result.data;
      expect(Object.values(states).reduce((sum, count) => sum + count, 0)).toBe(cameras);
      expect(text).toContain(total.open.toLocaleString("en"));
      expect(await countPixels(page, "#8fb8e8", 40)).toBeGreaterThan(500); // grid lines
      expect(
        requests.filter((url) => !url.startsWith(server.origin) && !/^(?:blob|data):/.test(url)),
      ).toEqual([]);
      expect(faults).toEqual([]);
      await shoot(page, `city-${city}-1920x1080`);
      await page.close();
    },
  );

  async function idOf(city: string): Promise<number> {
    const answer = await fetch(`${server.origin}/trpc/territory.list`);
    const { result } = (await answer.json()) as { result: { data: { id: number; code: string }[] } };
    return result.data.find(({ code }) => code === city)!.id; // the guide has imported it
  }
});
