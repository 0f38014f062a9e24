import { mkdir, rm } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { PrintStage } from "@getu/domain";
import { startChromium } from "./chromium-process.ts";
import type { Chromium } from "./chromium-process.ts";
import { PAGE_ORIGIN } from "./own-answers.ts";
import type { OwnAnswers } from "./own-answers.ts";

/** What is drawn by which browser. */
export type Drawing = {
  executable: string;
  /** Everything that the browser writes; emptied before and removed afterwards. */
  folder: string;
  /** Path of a page of ours that marks its root element with how far it is. */
  address: string;
  /** Answers every request of the page; it reaches nothing else. */
  answers: OwnAnswers;
  signal: AbortSignal;
  report: (stage: PrintStage) => void;
};

/** Why a page says that it cannot be drawn. */
export class PageRefused extends Error {}

const LOOK_EVERY_MS = 80;

/** Draws a page of ours as PDF; whatever happens, no process and no file is left. */
export async function drawPdf({ signal, report, ...drawing }: Drawing): Promise<Buffer> {
  const { folder } = drawing;
  await rm(folder, { recursive: true, force: true }); // of a server that was killed while it printed
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const chromium = startChromium(drawing);
  const stop = (): void => void chromium.end();
  signal.addEventListener("abort", stop);
  try {
    signal.throwIfAborted();
    const page = await openPage(chromium, drawing);
    await waitUntilDrawn(page, { signal, report });
    report({ stage: "writing" });
    const { data } = await page.send<{ data: string }>("Page.printToPDF", {
      printBackground: true,
      preferCSSPageSize: true,
    });
    return Buffer.from(data, "base64");
  } finally {
    signal.removeEventListener("abort", stop);
    await chromium.end();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 }); // its helpers may still be going
  }
}

type Page = { send<Answer>(method: string, params?: object): Promise<Answer> };

async function openPage(
  chromium: Chromium,
  { address, answers }: Pick<Drawing, "address" | "answers">,
): Promise<Page> {
  const { targetId } = await chromium.send<{ targetId: string }>("Target.createTarget", {
    url: "about:blank",
  });
  const { sessionId } = await chromium.send<{ sessionId: string }>("Target.attachToTarget", {
    targetId,
    flatten: true,
  });
  const page: Page = { send: (method, params) => chromium.send(method, params, sessionId) };
  chromium.onEvent(({ method, params }) => {
    if (method === "Inspector.targetCrashed") void chromium.end(); // out of memory, say: it would answer nothing more
    if (method === "Fetch.requestPaused") void serve(page, params as Paused, answers);
  });
  await page.send("Inspector.enable");
  await page.send("Fetch.enable", { patterns: [{ urlPattern: "*" }] });
  await page.send("Page.navigate", { url: PAGE_ORIGIN + address });
  return page;
}

type Paused = { requestId: string; request: { method: string; url: string } };

async function serve(page: Page, { requestId, request }: Paused, answers: OwnAnswers): Promise<void> {
  const answer = await answers(request).catch(() => null);
  const told = answer
    ? page.send("Fetch.fulfillRequest", {
        requestId,
        responseCode: answer.status,
        responseHeaders: answer.headers,
        body: answer.body.toString("base64"),
      })
    : page.send("Fetch.failRequest", { requestId, errorReason: "BlockedByClient" });
  await told.catch(() => undefined); // the page has gone on, or the browser has ended
}

/** The page says on its root element how many of its sheets are drawn, that all are, or why they cannot be. */
async function waitUntilDrawn(
  page: Page,
  { signal, report }: Pick<Drawing, "signal" | "report">,
): Promise<void> {
  for (;;) {
    const mark = await markOf(page);
    if (mark === "drawn") return;
    if (mark.startsWith("refused ")) throw new PageRefused(mark.slice("refused ".length));
    const [drawn, pages] = mark.split("/").map(Number);
    if (drawn !== undefined && pages !== undefined) report({ stage: "drawing", drawn, pages });
    await sleep(LOOK_EVERY_MS, undefined, { signal });
  }
}

async function markOf(page: Page): Promise<string> {
  const { result } = await page.send<{ result: { value?: unknown } }>("Runtime.evaluate", {
    expression: "document.documentElement.dataset.print",
    returnByValue: true,
  });
  return typeof result.value === "string" ? result.value : "";
}
