import { expect, test, vi } from "vitest";
import { openDraft } from "../src/open-draft.ts";
import type { Vault } from "../src/outbox/vault.ts";

type Note = { text: string; photos: readonly string[] };
const EMPTY: Note = { text: "", photos: [] };
const NAME = "draft/bai/report";

/** A vault that keeps what it is given a moment later, as a phone does; `remove` is what sends a draft. */
function createVault(kept: Map<string, unknown> = new Map()) {
  const moment = () => new Promise((resolve) => setTimeout(resolve, 2));
  const vault: Pick<Vault, "read" | "change"> = {
    async read<Value>(name: string) {
      await moment();
      return (kept.get(name) ?? null) as Value | null;
    },
    async change({ put = new Map(), remove = [] }) {
      await moment();
      for (const name of remove) kept.delete(name);
      for (const [name, value] of put) kept.set(name, value);
    },
  };
  return { vault, kept };
}
const addPhoto = (photo: string) => (before: Note) => ({ photos: [...before.photos, photo] });
const leave = (subscribed: () => void): void => subscribed();
const nobody = (): void => undefined;

test("a photo that is ready after its page was left goes to what was written since, on the page that shows it and in the vault", async () => {
  const { vault, kept } = createVault();
  const first = openDraft(vault, NAME, EMPTY);
  const gone = first.subscribe(nobody);
  first.change({ text: "井盖" });
  await vi.waitUntil(() => kept.has(NAME));
  leave(gone);
  const second = openDraft(vault, NAME, EMPTY);
  second.subscribe(nobody);
  await vi.waitUntil(() => second.latest().text !== "");
  second.change({ text: "井盖响，车过更响" });
  first.change(addPhoto("p1")); // as the page did that is gone
  second.change(({ text }) => ({ text: `${text}。` }));
  const whole = { text: "井盖响，车过更响。", photos: ["p1"] };
  expect(second.latest()).toEqual(whole);
  await vi.waitFor(() => expect(kept.get(NAME)).toEqual(whole));
});

test("a photo that is ready while no page shows its draft goes into the draft as it lies there, and is there when it is opened again", async () => {
  const { vault, kept } = createVault();
  const draft = openDraft(vault, NAME, EMPTY);
  const gone = draft.subscribe(nobody);
  draft.change({ text: "井盖响" });
  leave(gone);
  draft.change(addPhoto("p1"));
  draft.change(addPhoto("p2"));
  draft.subscribe(nobody); // at once, before any of it is kept
  const whole = { text: "井盖响", photos: ["p1", "p2"] };
  await vi.waitFor(() => expect(draft.latest()).toEqual(whole));
  await vi.waitFor(() => expect(kept.get(NAME)).toEqual(whole));
});

test("a draft that was sent is empty when it is opened again, and what another tab has written is what is shown", async () => {
  const { vault, kept } = createVault(new Map([[NAME, { text: "旧的", photos: [] }]]));
  const draft = openDraft(vault, NAME, EMPTY);
  const gone = draft.subscribe(nobody);
  await vi.waitUntil(() => draft.latest().text === "旧的");
  await vault.change({ remove: [NAME] });
  leave(gone);
  expect(draft.latest()).toEqual(EMPTY);
  const again = draft.subscribe(nobody);
  draft.change({ text: "新的" });
  await vi.waitFor(() => expect(kept.get(NAME)).toEqual({ text: "新的", photos: [] }));
  leave(again);
  await vault.change({ put: new Map([[NAME, { text: "别处写的", photos: [] }]]) });
  draft.subscribe(nobody);
  await vi.waitUntil(() => draft.latest().text === "别处写的");
});
