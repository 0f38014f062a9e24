import { expect, test } from "vitest";
import { keepAwake } from "../src/awake.ts";

/** A browser's screen: a lock on it goes when it is given back, or when the page is no longer seen. */
function createScreen({ isRefused = false } = {}) {
  let visibilityState: DocumentVisibilityState = "visible";
  const events = new EventTarget();
  const held = new Set<object>();
  const request = async (): Promise<WakeLockSentinel> => {
    if (isRefused) throw new DOMException("not allowed", "NotAllowedError");
    const lock: Partial<WakeLockSentinel> = {
      get released() {
        return !held.has(lock);
      },
      release: async () => void held.delete(lock),
    };
    held.add(lock);
    return lock as WakeLockSentinel;
  };
  const page = {
    get visibilityState() {
      return visibilityState;
    },
    addEventListener: events.addEventListener.bind(events),
    removeEventListener: events.removeEventListener.bind(events),
  };
  const show = async (next: DocumentVisibilityState): Promise<void> => {
    visibilityState = next;
    if (next === "hidden") held.clear();
    events.dispatchEvent(new Event("visibilitychange"));
    await settle();
  };
  return { page, wakeLock: { request }, held, show };
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("a screen is kept awake by one lock while the page is seen, and again when it is seen again, until it is let go", async () => {
  const { page, wakeLock, held, show } = createScreen();
  const letGo = keepAwake(page, wakeLock);
  await settle();
  expect(held.size).toBe(1);
  await show("visible");
  expect(held.size).toBe(1);
  await show("hidden");
  expect(held.size).toBe(0);
  await show("visible");
  expect(held.size).toBe(1);
  letGo();
  expect(held.size).toBe(0);
  await show("hidden");
  await show("visible");
  expect(held.size).toBe(0);
});

test("a lock that comes after it was let go is given back", async () => {
  const { page, wakeLock, held } = createScreen();
  keepAwake(page, wakeLock)();
  await settle();
  expect(held.size).toBe(0);
});

test("a browser that refuses or has no such lock is left in peace", async () => {
  const { page, wakeLock, held, show } = createScreen({ isRefused: true });
  for (const lock of [wakeLock, undefined]) {
    const letGo = keepAwake(page, lock);
    await show("visible");
    letGo();
  }
  expect(held.size).toBe(0);
});
