import type { Channel } from "@getu/domain";
import { useFileReport } from "@getu/ui";
import { useEffect, useRef, useState } from "react";
import { createDeliveryKeys } from "../delivery-key.ts";
import { useAct } from "@getu/ui/use-act.ts";
import { emptyCall, findCall, keepCall, listMissing, toDeskReport } from "./call-draft.ts";
import type { CallDraft, CallField, CallOwner } from "./call-draft.ts";
import type { Filed } from "./filed-card.tsx";

/** A report that is being written down, and how it is filed. */
export type Call = {
  draft: CallDraft;
  change: (changed: Partial<CallDraft> | ((before: CallDraft) => CallDraft)) => void;
  /** Another number for each report that begins: its first field waits for the hand. */
  round: number;
  /** What was asked for in vain at the last try. */
  missing: readonly CallField[];
  filed: Filed | null;
  isBusy: boolean;
  clear: () => void;
  /** Files it, as a further report of an incident or as a matter of its own; says what is missing instead. */
  file: (sameAs: number | null) => Promise<void>;
};

/** Keeps a draft through reloads, by one of the channels that its owner may name; after filing the form is empty again, with the number of what was filed beside it. */
export function useCall(owner: CallOwner, channels: readonly Channel[], now: Date): Call {
  const send = useFileReport(owner.territoryId);
  const { isBusy, act } = useAct();
  const [draft, setDraft] = useState(() => findCall(owner, channels));
  const [round, setRound] = useState(0);
  const [wasTried, setTried] = useState(false);
  const [filed, setFiled] = useState<Filed | null>(null);
  const [keyFor] = useState(createDeliveryKeys);
  const isSending = useRef(false);
  useEffect(() => keepCall(owner, draft), [owner, draft]);
  const missing = listMissing(draft, now);

  function begin(): void {
    setDraft(emptyCall(draft.channel));
    setTried(false);
    setRound((before) => before + 1);
  }

  async function file(sameAs: number | null): Promise<void> {
    setTried(true);
    if (missing.length > 0 || isSending.current) return;
    isSending.current = true; // two strokes of the same key come before the next render
    await act(async () => {
      const report = toDeskReport(draft, sameAs);
      const { incident, code } = await send({ ...report, requestId: keyFor(report) });
      setFiled({ incident, code, sameAs });
      begin();
    });
    isSending.current = false;
  }

  return {
    draft,
    change: (changed) =>
      setDraft((before) => (typeof changed === "function" ? changed(before) : { ...before, ...changed })),
    round,
    missing: wasTried ? missing : [],
    filed,
    isBusy,
    clear: begin,
    file,
  };
}
