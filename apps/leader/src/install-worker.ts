import { useEffect, useSyncExternalStore } from "react";

/** The cache of the ground; the worker fills it. */
const GROUND_CACHE = "getu-leader-ground";

let waiting: ServiceWorker | null = null;
const listeners = new Set<() => void>();

function offer(worker: ServiceWorker): void {
  waiting = worker;
  for (const listener of listeners) listener();
}

let isStarted = false;

/**
 * Registers the worker that lets the page start without a network, once it is time; a new version waits until somebody
 * takes it. It is time when one's work is there: on a slow phone, what the worker keeps held it up by a tenth of a second.
 */
export function useWorker(isTime: boolean): void {
  useEffect(() => {
    if (isTime) startWorker();
  }, [isTime]);
}

function startWorker(): void {
  if (isStarted || !("serviceWorker" in navigator) || !import.meta.env.PROD) return;
  isStarted = true;
  const { serviceWorker } = navigator;
  const hadOne = serviceWorker.controller !== null;
  serviceWorker.addEventListener("controllerchange", () => {
    if (hadOne) location.reload(); // taken on purpose; drafts lie in the vault
  });
  register().catch(reportError);
}

async function register(): Promise<void> {
  const { serviceWorker } = navigator;
  const registration = await serviceWorker.register("/leader/service-worker.js", { scope: "/leader/" });
  const offerOnceThere = (worker: ServiceWorker | null): void =>
    worker?.addEventListener("statechange", () => {
      if (worker.state === "installed" && serviceWorker.controller) offer(worker);
    });
  if (registration.waiting && serviceWorker.controller) offer(registration.waiting);
  offerOnceThere(registration.installing);
  registration.addEventListener("updatefound", () => offerOnceThere(registration.installing));
}

/** How to take a new version that has been downloaded; null = there is none. */
export function useUpdate(): (() => void) | null {
  const worker = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => waiting,
  );
  return worker && (() => worker.postMessage("take over", []));
}

/** Has the worker fetch the rest of the program and these files of the ground, as soon as there is a worker. */
export async function fetchAhead(ground: readonly string[]): Promise<void> {
  if (!("serviceWorker" in navigator) || !import.meta.env.PROD) return;
  const { active } = await navigator.serviceWorker.ready;
  active?.postMessage({ ground }, []);
}

/** Whether all of these files of the ground lie on the phone. */
export async function isGroundKept(paths: readonly string[]): Promise<boolean> {
  const cache = await caches.open(GROUND_CACHE);
  const kept = await Promise.all(paths.map((path) => cache.match(path, { ignoreSearch: true })));
  return kept.every((answer) => answer !== undefined);
}

/** Forgets the ground; the program itself stays. */
export const forgetGround = (): Promise<boolean> => caches.delete(GROUND_CACHE);
