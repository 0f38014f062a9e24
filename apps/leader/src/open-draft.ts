import type { Vault } from "./outbox/vault.ts";

/** What of a draft changes; as a function of what it is by then, for what took a moment. */
export type DraftChange<Draft> = Partial<Draft> | ((before: Draft) => Partial<Draft>);

type DraftVault = Pick<Vault, "read" | "change">;

/** A draft, the same for every page that shows it; while none does it lies in the vault alone. */
type OpenDraft<Draft> = {
  /** As it is shown; empty until it has been read. */
  latest: () => Draft;
  /** Changes what it is by now, whoever shows it: what comes in after its page was left goes on top of what was written since. */
  change: (change: DraftChange<Draft>) => void;
  subscribe: (listener: () => void) => () => void;
};

const changed = <Draft extends object>(before: Draft, change: DraftChange<Draft>): Draft => ({
  ...before,
  ...(typeof change === "function" ? change(before) : change),
});

const opened = new WeakMap<DraftVault, Map<string, OpenDraft<never>>>();

/** The draft that a vault keeps by a name; `empty` is one that nothing has been written into. */
export function openDraft<Draft extends object>(
  vault: DraftVault,
  name: string,
  empty: Draft,
): OpenDraft<Draft> {
  const drafts = opened.get(vault) ?? new Map<string, OpenDraft<never>>();
  opened.set(vault, drafts);
  const found = drafts.get(name) as OpenDraft<Draft> | undefined; // of one name all are of one kind
  if (found) return found;
  const draft = createDraft(vault, name, empty);
  drafts.set(name, draft as unknown as OpenDraft<never>);
  return draft;
}

function createDraft<Draft extends object>(vault: DraftVault, name: string, empty: Draft): OpenDraft<Draft> {
  const listeners = new Set<() => void>();
  let latest = empty;
  /** What was changed before the kept draft has been read: it goes on top of it, not over it; null = it has been read. */
  let early: DraftChange<Draft>[] | null = [];
  let isReading = false;
  /** One after the other, and read only behind them: what was written last is what is found. */
  let written: Promise<void> = Promise.resolve();

  function show(next: Draft): void {
    latest = next;
    for (const listener of listeners) listener();
  }
  function write(next: Draft): void {
    written = written
      .then(() => vault.change({ put: new Map([[name, next]]) }))
      .catch((error: unknown) => reportError(error));
  }
  async function read(): Promise<void> {
    if (isReading) return;
    isReading = true;
    await written;
    const kept = await vault.read<Draft>(name).catch(() => null); // sealed with a key that is gone
    isReading = false;
    const changes = early ?? [];
    const next = changes.reduce(changed<Draft>, kept ?? empty);
    if (changes.length > 0) write(next);
    const isShown = listeners.size > 0;
    early = isShown ? null : [];
    show(isShown ? next : empty);
  }
  return {
    latest: () => latest,
    change(change) {
      show(changed(latest, change));
      if (early) {
        early.push(change);
        void read();
      } else write(latest);
    },
    subscribe(listener) {
      listeners.add(listener);
      if (early) void read();
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        early ??= []; // it may be sent, or written in another tab, before it is shown again
        latest = empty;
      };
    },
  };
}
