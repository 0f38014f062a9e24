import { useSyncExternalStore } from "react";

let offlineMs: number | null = navigator.onLine ? null : Date.now();

function listen(onChange: () => void): () => void {
  const look = (): void => {
    offlineMs = navigator.onLine ? null : (offlineMs ?? Date.now());
    onChange();
  };
  look();
  window.addEventListener("online", look);
  window.addEventListener("offline", look);
  return () => {
    window.removeEventListener("online", look);
    window.removeEventListener("offline", look);
  };
}

/** Since when the browser says that there is no network, in milliseconds of its clock; null = there is one. */
export const useOfflineMs = (): number | null => useSyncExternalStore(listen, () => offlineMs);
