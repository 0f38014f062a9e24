import { useRef, useState } from "react";
import type { NewEntry } from "./outbox/outbox-store.ts";
import { usePhone } from "./phone.tsx";

/** How something is written into the outbox; `kept` ends it: what was touched twice goes once. */
export type Keeping = "ready" | "busy" | "kept" | "failed";

/** True while what is written is not to be sent once more. */
export const isBusy = (keeping: Keeping): boolean => keeping === "busy" || keeping === "kept";

/** Writes one thing into the outbox, and says when the phone could not: what was written stays where it is then. */
export function useKeep(): { keeping: Keeping; keep: (entry: NewEntry) => Promise<boolean> } {
  const { outbox } = usePhone();
  const [keeping, setKeeping] = useState<Keeping>("ready");
  const isTaken = useRef(false); // two touches come before the next render
  async function keep(entry: NewEntry): Promise<boolean> {
    if (isTaken.current) return false;
    isTaken.current = true;
    setKeeping("busy");
    try {
      await outbox.add(entry);
      setKeeping("kept");
    } catch (error) {
      reportError(error);
      isTaken.current = false;
      setKeeping("failed");
    }
    return isTaken.current;
  }
  return { keeping, keep };
}
