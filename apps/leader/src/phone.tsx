import { useTRPCClient } from "@getu/ui";
import type { Case, CopyKeeper, OfflineCopy } from "@getu/ui";
import { createContext, useContext, useMemo, useState, useSyncExternalStore } from "react";
import type { ReactNode } from "react";
import { takePhone } from "./holder.ts";
import type { Holder, Newcomer, Taking } from "./holder.ts";
import type { ActWork, Entry } from "./outbox/entry.ts";
import { pendingActs } from "./outbox/outbox.ts";
import { openOutbox } from "./outbox/outbox-store.ts";
import type { OutboxStore } from "./outbox/outbox-store.ts";
import { openVault } from "./outbox/vault.ts";
import type { Vault } from "./outbox/vault.ts";

/** What this phone keeps. */
type Phone = {
  vault: Vault;
  keeper: CopyKeeper;
  outbox: OutboxStore;
  /** Says whose the answers are from now on, and what became of those that were kept: only one's own are there then. */
  claim: (newcomer: Newcomer) => Promise<Taking["answers"]>;
};

/** Older versions kept the id alone. */
const toHolder = (kept: Holder | string | null): Holder | null =>
  typeof kept === "string" ? { personId: kept, rights: [] } : kept;

const PhoneContext = createContext<Phone | null>(null);
const COPY = "copy";
const OWNER = "owner";

/** Opens what the phone keeps, once for the whole page. */
export function PhoneProvider({ children }: { children: ReactNode }): ReactNode {
  const backend = useTRPCClient();
  const [phone] = useState(() => {
    const vault = openVault();
    const keeper: CopyKeeper = {
      read: () => vault.read<OfflineCopy>(COPY),
      write: (copy) => vault.change({ put: new Map([[COPY, copy]]) }),
    };
    const claim = async (newcomer: Newcomer): Promise<Taking["answers"]> => {
      const kept = await vault.read<Holder | string>(OWNER).catch(() => null); // sealed with a key that is gone
      const { holder, answers } = takePhone(toHolder(kept), newcomer);
      const remove = answers === "own" ? [] : [COPY];
      const isNews = JSON.stringify(holder) !== JSON.stringify(kept); // a phone that is full can still be read from
      if (isNews) await vault.change({ put: new Map(holder ? [[OWNER, holder]] : []), remove });
      return answers;
    };
    return { vault, keeper, outbox: openOutbox(vault, backend), claim };
  });
  return <PhoneContext value={phone}>{children}</PhoneContext>;
}

/** What this phone keeps. */
export function usePhone(): Phone {
  const phone = useContext(PhoneContext);
  if (!phone) throw new Error("there is no PhoneProvider above");
  return phone;
}

/** Every entry of the outbox, sent ones too, whoever wrote it. */
export function useEntries(): readonly Entry[] {
  const { outbox } = usePhone();
  return useSyncExternalStore(outbox.subscribe, outbox.entries);
}

/** Whether the outbox has been read, and which of its entries nobody can read any more. */
export function useBookState(): { isLoaded: boolean; unreadable: readonly string[] } {
  const { outbox } = usePhone();
  const isLoaded = useSyncExternalStore(outbox.subscribe, outbox.isLoaded);
  return { isLoaded, unreadable: useSyncExternalStore(outbox.subscribe, outbox.unreadable) };
}

/** One person's entries of the outbox, sent ones too: a phone may hold another's, which go when these sign in again. */
export function useOwnEntries(personId: string): readonly Entry[] {
  const entries = useEntries();
  return useMemo(() => entries.filter((entry) => entry.personId === personId), [entries, personId]);
}

/** What of one person's entries is not in the history of an incident yet. */
export const usePending = ({ incident, steps }: Case, personId: string): ActWork[] =>
  pendingActs(useOwnEntries(personId), { incidentId: incident.id, steps: steps.length });
