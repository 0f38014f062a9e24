import { useSyncExternalStore } from "react";
import { openDraft } from "./open-draft.ts";
import type { DraftChange } from "./open-draft.ts";
import { usePhone } from "./phone.tsx";

/** What somebody is writing, kept by its name through reloads, updates and a phone that is switched off. */
export function useDraft<Draft extends object>(
  name: string,
  empty: Draft,
): [Draft, (change: DraftChange<Draft>) => void] {
  const { vault } = usePhone();
  const { subscribe, latest, change } = openDraft(vault, name, empty);
  return [useSyncExternalStore(subscribe, latest), change];
}
