import type { QuietHours } from "@getu/domain";

/** Whether this browser can be called at all, and whether its owner lets it be. */
export function readAbility(): "unable" | "denied" | "able" {
  const isAble = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
  if (!isAble) return "unable";
  return Notification.permission === "denied" ? "denied" : "able";
}

const findManager = async (): Promise<PushManager | null> =>
  readAbility() === "unable"
    ? null
    : ((await navigator.serviceWorker.getRegistration("/leader/"))?.pushManager ?? null);

/** Where this phone takes calls; null = it takes none. */
export const findSubscription = async (): Promise<PushSubscription | null> =>
  (await findManager())?.getSubscription() ?? null;

/** Takes calls that are signed with the server's key from now on, those of another key no more; throws when the browser would not. */
export async function subscribe(publicKey: string): Promise<PushSubscription> {
  const manager = await findManager();
  if (!manager) throw new Error("there is no worker yet that could be called");
  const before = await manager.getSubscription();
  if (before && isFor(before, publicKey)) return before;
  await before?.unsubscribe();
  return manager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey });
}

/** Takes no calls any more: the push service refuses those that still come. */
export async function endSubscription(): Promise<void> {
  await (await findSubscription())?.unsubscribe();
}

function isFor({ options }: PushSubscription, publicKey: string): boolean {
  const held = new Uint8Array(options.applicationServerKey ?? new ArrayBuffer(0));
  const wanted = atob(publicKey.replaceAll("-", "+").replaceAll("_", "/"));
  return held.length === wanted.length && held.every((byte, i) => byte === wanted.codePointAt(i));
}

/** What the server is told of it. */
export function toWish(subscription: PushSubscription, quiet: QuietHours) {
  const { endpoint, keys = {} } = subscription.toJSON();
  return { endpoint: endpoint ?? "", p256dh: keys["p256dh"] ?? "", auth: keys["auth"] ?? "", quiet };
}
