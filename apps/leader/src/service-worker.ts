/// <reference lib="webworker" />
import type { PushCall } from "@getu/domain";

// What the build put together, filled in by it: every file by its address, and a version made from them.
declare const BUILD: { version: string; shell: readonly string[]; later: readonly string[] };
const { version, shell, later } = BUILD;
const worker = globalThis as unknown as ServiceWorkerGlobalScope;

const SHELL_CACHE = `getu-leader-${version}`;
const GROUND_CACHE = "getu-leader-ground";
const PAGE = "/leader/";
/** The page leaves the words of calls here, in the language of its screen. */
const WORDS_CACHE = "getu-call-words";
const WORDS_PATH = "/leader/call-words";

const isGround = (path: string): boolean => /^\/territories\/\d+\/(?:grids\/\d+\/)?basemap\//.test(path);
const isBuilt = (path: string): boolean => shell.includes(path) || later.includes(path);

// One version at a time: its files come in whole, and it waits until the page asks for it.
worker.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL_CACHE).then((cache) => cache.addAll([PAGE, ...shell])));
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(dropOldVersions().then(() => worker.clients.claim()));
});

worker.addEventListener("message", (event: ExtendableMessageEvent) => {
  const message = event.data as "take over" | { ground: readonly string[] }; // see install-worker.ts
  if (message === "take over") void worker.skipWaiting();
  else event.waitUntil(fetchAhead(message.ground));
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate" && pathname === PAGE) return event.respondWith(fromShell(PAGE, request));
  if (isBuilt(pathname)) return event.respondWith(fromShell(pathname, request));
  if (isGround(pathname)) return event.respondWith(networkFirst(request));
});

worker.addEventListener("push", (event) => {
  const call = event.data?.json() as PushCall | undefined; // the server alone can sign what comes here
  if (call) event.waitUntil(showCall(call));
});

worker.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(openPage());
});

/** Shows a call in the place of the one before: browsers want every call to be shown. */
async function showCall({ pressing, fresh }: PushCall): Promise<void> {
  const words = await (await caches.open(WORDS_CACHE)).match(WORDS_PATH);
  const { title, body } = words ? ((await words.json()) as CallWords) : { title: "格图", body: "" }; // as the page left them
  const told = body.replace("{fresh}", String(fresh)).replace("{pressing}", String(pressing));
  const options = { body: told, tag: "work", renotify: true, icon: `${PAGE}icon-192.png` };
  await worker.registration.showNotification(title, options);
  if ("setAppBadge" in worker.navigator) await worker.navigator.setAppBadge(pressing).catch(() => undefined); // not installed: there is no icon
}

type CallWords = { title: string; body: string };

/** The page that is open as it stands: somebody may be writing in it. */
async function openPage(): Promise<void> {
  const [open] = await worker.clients.matchAll({ type: "window" });
  await (open ? open.focus() : worker.clients.openWindow(PAGE));
}

async function dropOldVersions(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter(
    (name) => name.startsWith("getu-leader-") && name !== SHELL_CACHE && name !== GROUND_CACHE,
  );
  await Promise.all(old.map((name) => caches.delete(name)));
}

async function fromShell(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(SHELL_CACHE);
  const kept = await cache.match(path);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(path, answer.clone());
  return answer;
}

/** The rest of the program and the ground, before somebody asks; what does not come now comes when it is asked for. */
async function fetchAhead(ground: readonly string[]): Promise<void> {
  const cache = await caches.open(GROUND_CACHE);
  await Promise.allSettled([
    ...later.map((path) => fromShell(path, new Request(path))),
    ...ground.map((path) => keep(cache, new Request(path))),
  ]);
}

async function networkFirst(request: Request): Promise<Response> {
  const cache = await caches.open(GROUND_CACHE);
  return keep(cache, request).catch(async (error: unknown) => {
    // Without a network the whole ground does for its overview as well.
    const kept = (await cache.match(request)) ?? (await cache.match(request, { ignoreSearch: true }));
    if (kept) return kept;
    throw error;
  });
}

/** That a territory has no water is an answer, too. */
async function keep(cache: Cache, request: Request): Promise<Response> {
  const answer = await fetch(request);
  if (answer.ok || answer.status === 404) await cache.put(request, answer.clone());
  return answer;
}
