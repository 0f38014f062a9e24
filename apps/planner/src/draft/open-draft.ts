import { useSyncExternalStore } from "react";

const subscribe = (changed: () => void): (() => void) => {
  window.addEventListener("hashchange", changed);
  return () => window.removeEventListener("hashchange", changed);
};

/** The draft that the address names behind the `#`; null = none. */
export function useOpenDraftId(): number | null {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  const number = /^#\/draft\/(\d{1,9})$/.exec(hash)?.[1];
  return number === undefined ? null : Number(number);
}

/** Goes to a draft, or to none. */
export function openDraft(draftId: number | null): void {
  location.hash = draftId === null ? "" : `#/draft/${draftId}`;
}
