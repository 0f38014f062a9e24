import { useTRPCClient } from "@getu/ui";
import type { Case, CopyKeeper, OfflineCopy } from "@getu/ui";
import { createContext, useContext, useMemo, useState, useSyncExternalStore } from "react";
import type { ReactNode } from "react";
import { COPY, createClaim } from "./claim-phone.ts";
import type { Claim } from "./claim-phone.ts";
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
  claim: Claim;
};

const PhoneContext = createContext<Phone | null>(null);

/** Opens what the phone keeps, once for the whole page. */
export function PhoneProvider({ children }: { children: ReactNode }): ReactNode {
  const backend = useTRPCClient();
  const [phone] = useState(() => {
    const vault = openVault();
    const keeper: CopyKeeper = {
      read: () => vault.read<OfflineCopy>(COPY),
      write: (copy) => vault.change({ put: new Map([[COPY, copy]]) }),
    };
    const outbox = openOutbox(vault, backend);
    const claim = createClaim({ vault, outbox, backend });
    return { vault, keeper, outbox, claim };
  });
  return <PhoneContext value={phone}>{children}</PhoneContext>;
}

/** What this phone keeps. */
export function usePhone(): Phone {
  const phone = useContext(PhoneContext);
  if (!phone) throw new Error("there is no PhoneProvider above");
  return phone;
}

/** Every entry of the outbox that can be read, sent ones too. */
function useEntries(): readonly Entry[] {
  const { outbox } = usePhone();
  return useSyncExternalStore(outbox.subscribe, outbox.entries);
}

/** Whether the outbox has been read, which of its entries nobody can read any more, and how many are of others. */
export function useBookState(): { isLoaded: boolean; unreadable: readonly string[]; others: number } {
  const { outbox } = usePhone();
  const isLoaded = useSyncExternalStore(outbox.subscribe, outbox.isLoaded);
  const others = useSyncExternalStore(outbox.subscribe, outbox.others);
  return { isLoaded, others, unreadable: useSyncExternalStore(outbox.subscribe, outbox.unreadable) };
}

/** One person's entries of the outbox, sent ones too. */
export function useOwnEntries(personId: string): readonly Entry[] {
  const entries = useEntries();
  return useMemo(() => entries.filter((entry) => entry.personId === personId), [entries, personId]);
}

/** What of one person's entries is not in the history of an incident yet. */
export const usePending = ({ incident, steps }: Case, personId: string): ActWork[] =>
  pendingActs(useOwnEntries(personId), { incidentId: incident.id, steps: steps.length });
