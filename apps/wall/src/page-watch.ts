import type { RestartReason } from "@getu/domain";
import { noteRestart, recallRestarts } from "./kept-restarts.ts";

/** A page that stood still for longer than this begins anew: what it shows is old, and why it stood may come again. */
const FROZEN_MS = 30_000;

/** A page that has drawn nothing by then never will: a part of its program did not come. */
const OPENS_WITHIN_MS = 30_000;

const TICK_MS = 5_000;
const ASK_EVERY_MS = 30_000;

/** A page that is reloaded again and again shows nothing at all. */
const RESTART_AT_MOST_EVERY_MS = 60_000;

/** What the watch needs of the browser. */
export type WatchedPage = {
  /** The machine's clock; it counts what the machine slept. */
  now: () => number;
  /** How long the page has been on; nobody sets that back by hours, as may be done to the clock. */
  onForMs: () => number;
  /** True while nobody can see it: browsers slow such a page down to a step a minute, so that it only seems to stand still. */
  isHidden: () => boolean;
  /** True while its program has drawn something. */
  hasOpened: () => boolean;
  /** The page as the server has it now; null = it does not answer, or not with a page. */
  ask: () => Promise<string | null>;
  /** The module that this page was started with, as its HTML names it. */
  ownModule: string;
  /** True when the server has the module. */
  hasModule: (module: string) => Promise<boolean>;
  reload: (reason: RestartReason) => void;
};

/** The module that a built page starts with; null = it is no such page. */
export const moduleOf = (html: string): string | null =>
  /<script type="module"[^>]* src="([^"]+)"/.exec(html)?.[1] ?? null;

/**
 * Reloads when another page has taken this one's place on the server, when this one stood still, or when it did not open; only
 * ever into a page that the server has just then, because the browser's own error page watches nothing. Answers how to stop.
 */
export function watchPage(page: WatchedPage): () => void {
  const began = page.onForMs();
  let [ticked, asked] = [page.now(), began];
  let wasHidden = page.isHidden();
  let [hasFrozen, isAsking] = [false, false];
  const findReason = (): RestartReason | null => {
    if (hasFrozen) return "frozen";
    return page.onForMs() - began > OPENS_WITHIN_MS && !page.hasOpened() ? "did not open" : null;
  };
  const look = async (): Promise<void> => {
    const html = await page.ask();
    const module = html === null ? null : moduleOf(html);
    if (module === null) return;
    const reason = findReason() ?? (module === page.ownModule ? null : "upgraded");
    if (reason !== null && (await page.hasModule(module))) page.reload(reason); // half a page would be a white one
  };
  const timer = setInterval(() => {
    const now = page.now();
    const silent = now - ticked;
    ticked = now;
    const isSlowed = wasHidden || page.isHidden();
    wasHidden = page.isHidden();
    if (silent > FROZEN_MS && !isSlowed) hasFrozen = true;
    const onFor = page.onForMs();
    if (isAsking || (findReason() === null && onFor - asked < ASK_EVERY_MS)) return;
    [asked, isAsking] = [onFor, true];
    void look().finally(() => (isAsking = false));
  }, TICK_MS);
  return () => clearInterval(timer);
}

/** A question on a dead wire hangs, and a browser has six connections to a server. */
const ANSWERED_WITHIN_MS = 10_000;

async function read(address: string): Promise<string | null> {
  const signal = AbortSignal.timeout(ANSWERED_WITHIN_MS);
  const asked = fetch(address, { cache: "no-cache", headers: { accept: "text/html,*/*" }, signal });
  return asked.then((answer) => (answer.ok ? answer.text() : null)).catch(() => null);
}

/** The page that this browser shows. */
export function watchedPage(): WatchedPage {
  const own = document.querySelector<HTMLScriptElement>('script[type="module"]');
  return {
    now: Date.now,
    onForMs: () => performance.now(),
    isHidden: () => document.hidden,
    hasOpened: () => document.querySelector("#wall > :not([data-opening])") !== null,
    ownModule: own?.getAttribute("src") ?? "",
    ask: () => read(location.pathname),
    hasModule: async (module) => (await read(module)) !== null,
    reload(reason) {
      const before = recallRestarts().at(-1);
      const now = Date.now();
      if (before && Math.abs(now - Date.parse(before.at)) < RESTART_AT_MOST_EVERY_MS) return;
      noteRestart({ reason, at: new Date(now).toISOString() });
      location.reload();
    },
  };
}
