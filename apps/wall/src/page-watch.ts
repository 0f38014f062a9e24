/** A page that stood still for longer than this begins anew: what it shows is old, and why it stood may come again. */
const FROZEN_MS = 30_000;

const TICK_MS = 5_000;
const ASK_EVERY_MS = 30_000;

/** A page that is reloaded again and again shows nothing at all. */
const RELOAD_AT_MOST_EVERY_MS = 60_000;
const RELOADED_AT = "getu.reloadedAt";

/** What the watch needs of the browser. */
export type WatchedPage = {
  now: () => number;
  /** True while nobody can see it: browsers slow such a page down to a step a minute, so that it only seems to stand still. */
  isHidden: () => boolean;
  /** The page as the server has it now; null = it does not answer, or not with a page. */
  ask: () => Promise<string | null>;
  /** The module that this page was started with, as its HTML names it. */
  ownModule: string;
  /** True when the server has the module. */
  hasModule: (module: string) => Promise<boolean>;
  reload: (reason: "frozen" | "upgraded") => void;
};

/** The module that a built page starts with; null = it is no such page. */
export const moduleOf = (html: string): string | null =>
  /<script type="module"[^>]* src="([^"]+)"/.exec(html)?.[1] ?? null;

/** Reloads when another page has taken this one's place on the server, or when this one stood still; answers how to stop. */
export function watchPage(page: WatchedPage): () => void {
  let [ticked, asked] = [page.now(), page.now()];
  let wasHidden = page.isHidden();
  const lookForUpgrade = async (): Promise<void> => {
    const html = await page.ask();
    const module = html === null ? null : moduleOf(html);
    if (module === null || module === page.ownModule) return;
    if (await page.hasModule(module)) page.reload("upgraded"); // half an upgrade would be a white page
  };
  const timer = setInterval(() => {
    const now = page.now();
    const silent = now - ticked;
    ticked = now;
    const isSlowed = wasHidden || page.isHidden();
    wasHidden = page.isHidden();
    if (silent > FROZEN_MS && !isSlowed) return page.reload("frozen");
    if (now - asked < ASK_EVERY_MS) return undefined;
    asked = now;
    return void lookForUpgrade();
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
    isHidden: () => document.hidden,
    ownModule: own?.getAttribute("src") ?? "",
    ask: () => read(location.pathname),
    hasModule: async (module) => (await read(module)) !== null,
    reload() {
      const before = Number(sessionStorage.getItem(RELOADED_AT) ?? 0);
      if (Math.abs(Date.now() - before) < RELOAD_AT_MOST_EVERY_MS) return;
      sessionStorage.setItem(RELOADED_AT, String(Date.now()));
      location.reload();
    },
  };
}
