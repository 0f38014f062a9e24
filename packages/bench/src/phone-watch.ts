import type { launchBrowser } from "@getu/testkit";

type Browser = Awaited<ReturnType<typeof launchBrowser>>;
type Context = Awaited<ReturnType<Browser["newContext"]>>;
type Page = Awaited<ReturnType<Context["newPage"]>>;
type Session = Awaited<ReturnType<Context["newCDPSession"]>>;

/** How slow a phone and its network are. */
export type Slowness = { cpu: number; bitsPerSecond: number; roundTripMs: number };

/** How long an opening took until one's work could be touched, and what had come over the wire by then. */
export type Opening = { interactiveMs: number; programBytes: number; allBytes: number };

const PHONE = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
  locale: "zh-CN",
} as const;
const PATIENCE_MS = 120_000;
/** What the page itself is made of. */
const PROGRAM: ReadonlySet<string> = new Set(["Document", "Script", "Stylesheet"]);

/** A phone that has never opened the page, with somebody signed in. */
export async function openPhone(
  browser: Browser,
  origin: string,
  cookies: readonly { name: string; value: string }[],
): Promise<Context> {
  const context = await browser.newContext(PHONE);
  await context.addCookies(cookies.map((cookie) => ({ ...cookie, url: origin })));
  return context;
}

/** Runs in the page before it: notes the first idle moment after one's work is on the screen. */
function noteInteractive(): void {
  const look = new MutationObserver(() => {
    if (!document.querySelector(".work")) return;
    look.disconnect();
    requestIdleCallback(() => performance.mark("interactive"));
  });
  look.observe(document, { childList: true, subtree: true });
}

/** Counts what comes over the wire, compressed and with its headers. */
function countBytes(session: Session): () => Pick<Opening, "programBytes" | "allBytes"> {
  const types = new Map<string, string>();
  const counted = { programBytes: 0, allBytes: 0 };
  session.on("Network.responseReceived", ({ requestId, type }) => types.set(requestId, type));
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    counted.allBytes += encodedDataLength;
    if (PROGRAM.has(types.get(requestId) ?? "")) counted.programBytes += encodedDataLength;
  });
  return () => ({ ...counted });
}

async function slowDown(session: Session, { cpu, bitsPerSecond, roundTripMs }: Slowness): Promise<void> {
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: roundTripMs,
    downloadThroughput: bitsPerSecond / 8,
    uploadThroughput: bitsPerSecond / 8 / 2,
  });
  await session.send("Emulation.setCPUThrottlingRate", { rate: cpu });
}

const interactiveMs = (page: Page): Promise<number> =>
  page.evaluate(() => performance.getEntriesByName("interactive")[0]!.startTime); // it has been waited for

/** Opens the page of leaders on a phone that slow, until one's work can be touched. */
export async function openSlowly(context: Context, address: string, slowness: Slowness): Promise<Opening> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  const bytes = countBytes(session);
  await slowDown(session, slowness);
  await page.addInitScript(noteInteractive);
  await page.goto(address, { timeout: PATIENCE_MS });
  await page.waitForFunction(() => performance.getEntriesByName("interactive").length > 0, null, {
    timeout: PATIENCE_MS,
  });
  const opening = { interactiveMs: await interactiveMs(page), ...bytes() };
  await session.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: -1,
  });
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null, null, {
    timeout: PATIENCE_MS,
  });
  await page.close();
  return opening;
}
