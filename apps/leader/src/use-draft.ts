import { useEffect, useRef, useState } from "react";
import { usePhone } from "./phone.tsx";

/** What of a draft changes; as a function of what it is by then, for what took a moment. */
export type DraftChange<Draft> = Partial<Draft> | ((before: Draft) => Partial<Draft>);

/** What somebody is writing, kept by its name through reloads, updates and a phone that is switched off. */
export function useDraft<Draft extends object>(
  name: string,
  empty: Draft,
): [Draft, (change: DraftChange<Draft>) => void] {
  const { vault } = usePhone();
  const [draft, setDraft] = useState(empty);
  const latest = useRef(draft);
  useEffect(() => {
    let isGone = false;
    const restore = async (): Promise<void> => {
      const kept = await vault.read<Draft>(name);
      if (!kept || isGone || latest.current !== empty) return; // not over what has been typed meanwhile
      latest.current = kept;
      setDraft(kept);
    };
    restore().catch(reportError);
    return () => {
      isGone = true;
    };
  }, [vault, name, empty]);
  return [
    draft,
    (change) => {
      const changed = typeof change === "function" ? change(latest.current) : change;
      latest.current = { ...latest.current, ...changed };
      setDraft(latest.current);
      void vault.change({ put: new Map([[name, latest.current]]) });
    },
  ];
}
