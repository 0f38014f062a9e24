import { useSyncExternalStore } from "react";

/** The pages behind the `#`; a word after the second stroke belongs to the page. */
export type Route = { page: string; word: string };

function subscribe(changed: () => void): () => void {
  window.addEventListener("hashchange", changed);
  return () => window.removeEventListener("hashchange", changed);
}

/** Where the address bar says we are. */
export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  const [, page = "", word = ""] = hash.split("/");
  return { page, word };
}

/** Goes to a page; secrets of the address before are not kept in the history. */
export const goTo = (page: string): void => location.replace(`#/${page}`);
