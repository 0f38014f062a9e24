import { useSyncExternalStore } from "react";
import type { Feed } from "./map/feed.ts";

/** What a feed holds; the component is rendered again at every change. */
export function useFeed<Value>(feed: Feed<Value>): Value {
  return useSyncExternalStore(feed.subscribe, feed.get);
}
