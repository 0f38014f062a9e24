import type { DraftEntry, PlanRefusal } from "@getu/domain/redraw";

/** Entries on their way, with the key by which a second delivery is known. */
export type Batch = { readonly key: string; readonly entries: readonly DraftEntry[] };

/** What of a draft has not reached the server yet; plain JSON, so that a closed page loses nothing. */
export type Outbox = {
  readonly revision: number;
  readonly sending: Batch | null;
  readonly waiting: readonly DraftEntry[];
};

/** How the saving stands; `conflict`: somebody else has changed the draft, `refused`: it takes no more changes. */
export type SaveState = "conflict" | "offline" | "refused" | "saved" | "saving";

/** Which step a draft could not take, and why. */
export type StuckStep = {
  /** 1 = the first entry that has not reached the server; null = it is in the draft already. */
  readonly place: number | null;
  readonly revision: number;
  readonly refused: PlanRefusal["refused"];
  readonly grids: readonly number[];
};

/** What the server said to a batch. */
export type Delivery =
  | { readonly revision: number }
  | { readonly failed: "conflict" | "offline" }
  | { readonly failed: "refused"; readonly stuck: StuckStep | null };

/** What an autosave works with; all of it comes from outside, the clock included. */
export type AutosaveOptions = {
  readonly outbox: Outbox;
  readonly send: (batch: Batch, revision: number) => Promise<Delivery>;
  /** Keeps the outbox where a reload finds it; null = nothing is left to be sent. */
  readonly keep: (outbox: Outbox | null) => void;
  readonly newKey: () => string;
  /** Calls back later; for a lost connection. */
  readonly later: (retry: () => void) => void;
  /** `stuck`: the step that it was refused for; null = it was not, or for another reason. */
  readonly onState: (state: SaveState, outbox: Outbox, stuck: StuckStep | null) => void;
};

/** Saves what is added, in its order and once, also over a connection that comes and goes. */
export type Autosave = {
  add: (entries: readonly DraftEntry[]) => void;
  /** Tries again now. */
  retry: () => void;
  outbox: () => Outbox;
};

const MOST_ENTRIES = 200;

/** An outbox without anything in it. */
export const emptyOutbox = (revision: number): Outbox => ({ revision, sending: null, waiting: [] });

const isEmpty = ({ sending, waiting }: Outbox): boolean => sending === null && waiting.length === 0;

/** Everything that has not reached the server, in its order. */
export const unsentOf = ({ sending, waiting }: Outbox): readonly DraftEntry[] => [
  ...(sending?.entries ?? []),
  ...waiting,
];

/** Starts with what an earlier page left behind. */
export function createAutosave(options: AutosaveOptions): Autosave {
  const { send, keep, newKey, later, onState } = options;
  let outbox = options.outbox;
  let isBusy = false;
  let stopped: SaveState | null = null;
  let stuck: StuckStep | null = null;
  const set = (next: Outbox, state: SaveState): void => {
    outbox = next;
    keep(isEmpty(next) ? null : next);
    onState(state, next, stuck);
  };
  const pump = async (): Promise<void> => {
    if (isBusy || stopped) return;
    isBusy = true;
    while (!isEmpty(outbox)) {
      const batch = outbox.sending ?? { key: newKey(), entries: outbox.waiting.slice(0, MOST_ENTRIES) };
      if (!outbox.sending)
        set({ ...outbox, sending: batch, waiting: outbox.waiting.slice(MOST_ENTRIES) }, "saving");
      const delivery = await send(batch, outbox.revision);
      if ("failed" in delivery) {
        if (delivery.failed === "offline") later(() => void pump());
        else stopped = delivery.failed;
        if (delivery.failed === "refused") ({ stuck } = delivery);
        set(outbox, delivery.failed);
        break;
      }
      const next = { ...outbox, revision: delivery.revision, sending: null };
      set(next, isEmpty(next) ? "saved" : "saving");
    }
    isBusy = false;
  };
  void pump();
  return {
    add(entries) {
      if (entries.length === 0) return;
      set({ ...outbox, waiting: [...outbox.waiting, ...entries] }, stopped ?? "saving");
      void pump();
    },
    retry: () => void pump(),
    outbox: () => outbox,
  };
}
