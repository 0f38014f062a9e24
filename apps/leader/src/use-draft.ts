import { useEffect, useRef, useState } from "react";
import { usePhone } from "./phone.tsx";

/** What of a draft changes; as a function of what it is by then, for what took a moment. */
export type DraftChange<Draft> = Partial<Draft> | ((before: Draft) => Partial<Draft>);

const changed = <Draft extends object>(before: Draft, change: DraftChange<Draft>): Draft => ({
  ...before,
  ...(typeof change === "function" ? change(before) : change),
});

/** What somebody is writing, kept by its name through reloads, updates and a phone that is switched off. */
export function useDraft<Draft extends object>(
  name: string,
  empty: Draft,
): [Draft, (change: DraftChange<Draft>) => void] {
  const { vault } = usePhone();
  const [draft, setDraft] = useState(empty);
  const latest = useRef(draft);
  /** What was changed before the kept draft had been read: it goes on top of it, not over it; null = it has been read. */
  const early = useRef<DraftChange<Draft>[] | null>([]);
  useEffect(() => {
    let isGone = false;
    const restore = async (): Promise<void> => {
      const kept = await vault.read<Draft>(name).catch(() => null); // sealed with a key that is gone
      if (isGone) return;
      const changes = early.current ?? [];
      early.current = null;
      if (kept) latest.current = changes.reduce(changed<Draft>, kept);
      setDraft(latest.current);
      if (changes.length > 0) await vault.change({ put: new Map([[name, latest.current]]) });
    };
    restore().catch(reportError);
    return () => {
      isGone = true;
    };
  }, [vault, name]);
  return [
    draft,
    (change) => {
      latest.current = changed(latest.current, change);
      setDraft(latest.current);
      if (early.current) early.current.push(change);
      else void vault.change({ put: new Map([[name, latest.current]]) });
    },
  ];
}
