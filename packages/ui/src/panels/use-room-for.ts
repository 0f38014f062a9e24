import { useLayoutEffect, useRef, useState } from "react";
import type { RefObject } from "react";

/** How many of `count` rows fit into a list of fixed height; nobody scrolls a wall. Unknown before the first row: all. */
export function useRoomFor(count: number): { listRef: RefObject<HTMLOListElement | null>; room: number } {
  const listRef = useRef<HTMLOListElement>(null);
  const [room, setRoom] = useState(count);
  useLayoutEffect(() => {
    const list = listRef.current;
    if (!list) return undefined;
    const measure = (): void => setRoom(fittingRows(list, count));
    const observer = new ResizeObserver(measure);
    observer.observe(list);
    measure();
    return () => observer.disconnect();
  }, [count]);
  return { listRef, room: Math.min(room, count) };
}

function fittingRows(list: HTMLElement, count: number): number {
  const row = list.firstElementChild;
  if (!row || getComputedStyle(list).overflowY !== "hidden") return count; // a list that grows shows everything
  const gap = Number.parseFloat(getComputedStyle(list).rowGap) || 0;
  const least = Number.parseFloat(getComputedStyle(row).minHeight) || row.getBoundingClientRect().height;
  return Math.max(1, Math.floor((list.clientHeight + gap + 1) / (least + gap)));
}
