import type { RestartReason } from "@getu/domain";
import { noteRestart, recallRestarts } from "./kept-restarts.ts";

/** A page that stood still for longer than this begins anew: what it shows is old, and why it stood may come again. */
const FROZEN_MS = 30_000;

/** A page that has drawn nothing by then, or has not its looks, never will: a part of it did not come. */
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
  /** True while its program has drawn something, and every stylesheet has come. */
  hasOpened: () => boolean;
  /** The page as the server has it now; null = it does not answer, or not with a page. */
  ask: () => Promise<string | null>;
  /** The module that this page was started with, as its HTML names it. */
  ownModule: string;
  /** Where the page lies. */
  address: string;
  /** True when a file of it can be had whole, from the server or as the browser has kept it. */
  hasFile: (file: string) => Promise<boolean>;
  reload: (reason: RestartReason) => void;
};

/** The module that a built page starts with; null = it is no such page. */
export const moduleOf = (html: string): string | null =>
  /<script type="module"[^>]* src="([^"]+)"/.exec(html)?.[1] ?? null;

/** What a built page names and does not come up without: a script, a stylesheet, or a part of its program. */
const NEEDED =
  /<(?:script\b[^>]* src|link\b(?=[^>]* rel="(?:stylesheet|modulepreload)")[^>]* href)="([^"]+)"/g;

/** The files that a built page at an address needs of its own server, in the order in which it names them. */
export function filesOf(html: string, address: string): readonly string[] {
  const { origin } = new URL(address);
  const named = [...html.matchAll(NEEDED)].map(([, file]) => new URL(file!, address)); // NEEDED has it
  return named.filter((file) => file.origin === origin).map(({ href }) => href);
}

/** One after the other: a question on a dead wire hangs, and a browser has six connections to a server. */
async function hasAll(page: WatchedPage, html: string): Promise<boolean> {
  for (const file of filesOf(html, page.address)) if (!(await page.hasFile(file))) return false;
  return true;
}

/**
 * Reloads when another page has taken this one's place on the server, when this one stood still, or when it did not open; only
 * ever into a page that can be had whole just then, because the browser's own error page watches nothing. Answers how to stop.
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
    if (html === null || module === null) return;
    const findAny = (): RestartReason | null =>
      findReason() ?? (module === page.ownModule ? null : "upgraded");
    if (findAny() === null || !(await hasAll(page, html))) return; // half a page would be a white one
    const reason = findAny(); // on a slow wire it may have opened meanwhile
    if (reason !== null) page.reload(reason);
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

/** A question on a dead wire hangs; an answer of which nothing more comes for so long is given up as well. */
const ANSWERED_WITHIN_MS = 10_000;

/** The page as the server has it now, and not as the browser has kept it. */
async function readPage(address: string): Promise<string | null> {
  const signal = AbortSignal.timeout(ANSWERED_WITHIN_MS);
  const asked = fetch(address, { cache: "no-cache", headers: { accept: "text/html,*/*" }, signal });
  return asked.then((answer) => (answer.ok ? answer.text() : null)).catch(() => null);
}

/**
 * Whether a file comes whole, however slowly: a megabyte takes minutes on a poor wire. Its name tells its content, so what the
 * browser has kept of it is as good, and what comes now is kept for the page that begins anew.
 */
async function comesWhole(file: string): Promise<boolean> {
  const question = new AbortController();
  const beginWaiting = () => setTimeout(() => question.abort(), ANSWERED_WITHIN_MS);
  let waiting = beginWaiting();
  try {
    const { ok, body } = await fetch(file, { signal: question.signal });
    if (!ok || body === null) return false;
    const parts = body.getReader();
    while (!(await parts.read()).done) {
      clearTimeout(waiting);
      waiting = beginWaiting();
    }
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(waiting);
    question.abort(); // of a refusal nothing is read
  }
}

/** Whether a stylesheet has come: of one that failed browsers have none, one without rules, or one whose rules nobody may read. */
function hasCome({ sheet }: HTMLLinkElement): boolean {
  try {
    return sheet !== null && sheet.cssRules.length > 0;
  } catch {
    return false;
  }
}

/** As far as the page's head has been read: the guard begins while it is. */
const listSheets = (): HTMLLinkElement[] => [
  ...document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]'),
];

/** The page that this browser shows. */
export function watchedPage(): WatchedPage {
  const own = document.querySelector<HTMLScriptElement>('script[type="module"]');
  return {
    now: Date.now,
    onForMs: () => performance.now(),
    isHidden: () => document.hidden,
    hasOpened: () =>
      document.querySelector("#wall > :not([data-opening])") !== null && listSheets().every(hasCome),
    ownModule: own?.getAttribute("src") ?? "",
    ask: () => readPage(location.pathname),
    address: location.href,
    hasFile: comesWhole,
    reload(reason) {
      const before = recallRestarts().at(-1);
      const now = Date.now();
      if (before && Math.abs(now - Date.parse(before.at)) < RESTART_AT_MOST_EVERY_MS) return;
      noteRestart({ reason, at: new Date(now).toISOString() });
      location.reload();
    },
  };
}
