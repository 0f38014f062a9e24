import { useTRPCClient } from "@getu/ui";
import type { Case, CopyKeeper, OfflineCopy } from "@getu/ui";
import { createContext, useContext, useState, useSyncExternalStore } from "react";
import type { ReactNode } from "react";
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
  /** Says whose the answers are from now on; true when what was kept was another's, which is gone then. */
  claim: (personId: string) => Promise<boolean>;
};

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
    const claim = async (personId: string): Promise<boolean> => {
      const owner = await vault.read<string>(OWNER).catch(() => null); // sealed with a key that is gone
      if (owner === personId) return false;
      const isAnothers = owner !== null;
      await vault.change({ put: new Map([[OWNER, personId]]), remove: isAnothers ? [COPY] : [] });
      return isAnothers;
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

/** Every entry of the outbox, sent ones too. */
export function useEntries(): readonly Entry[] {
  const { outbox } = usePhone();
  return useSyncExternalStore(outbox.subscribe, outbox.entries);
}

/** What of the outbox is not in the history of an incident yet. */
export const usePending = ({ incident, steps }: Case): ActWork[] =>
  pendingActs(useEntries(), { incidentId: incident.id, steps: steps.length });
