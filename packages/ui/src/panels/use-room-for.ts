import { useLayoutEffect, useRef, useState } from "react";
import type { RefObject } from "react";
import { rowsBetween } from "../seams/screen-seams.ts";
import type { Strip } from "../seams/screen-seams.ts";
import { useSeams } from "../seams/use-seams.ts";

/** So few rows are set larger: what they leave of the screen empty is of no use to who sits far away. */
const FEW_ROWS = 4;

/**
 * How many of `count` rows fit into a list of fixed height; nobody scrolls a wall. All of them until they have been measured,
 * which is before they are painted.
 * On a screen of several panels rows are pushed past the edges where these meet.
 */
export function useRoomFor(count: number): {
  listRef: RefObject<HTMLOListElement | null>;
  room: number;
  isFew: boolean;
} {
  const listRef = useRef<HTMLOListElement>(null);
  const [room, setRoom] = useState(Infinity);
  const { y: seams } = useSeams();
  useLayoutEffect(() => {
    const list = listRef.current;
    if (!list || count === 0) return undefined; // there is no row to measure
    const measure = (): void => setRoom(fittingRows(list, seams));
    const observer = new ResizeObserver(measure);
    observer.observe(list);
    measure();
    return () => observer.disconnect();
  }, [count, seams]);
  const isPushed = useRef(false);
  useLayoutEffect(() => {
    if (!listRef.current || (seams.length === 0 && !isPushed.current)) return;
    pushRows(listRef.current, seams); // rows come and go with every render
    isPushed.current = seams.length > 0;
  });
  return { listRef, room: Math.min(room, count), isFew: count <= FEW_ROWS };
}

function fittingRows(list: HTMLElement, seams: readonly Strip[]): number {
  const row = list.firstElementChild;
  if (!row || getComputedStyle(list).overflowY !== "hidden") return Infinity; // a list that grows shows everything
  return columnsOf(list) * Math.max(1, rowsOf(list, { row, seams }).room);
}

const columnsOf = (list: HTMLElement): number => getComputedStyle(list).gridTemplateColumns.split(" ").length;

function rowsOf(
  list: HTMLElement,
  { row, seams }: { row: Element; seams: readonly Strip[] },
): ReturnType<typeof rowsBetween> {
  const { top } = list.getBoundingClientRect();
  const height = Number.parseFloat(getComputedStyle(row).minHeight) || row.getBoundingClientRect().height;
  const gap = Number.parseFloat(getComputedStyle(list).rowGap) || 0;
  return rowsBetween({ top, bottom: top + list.clientHeight, height, gap }, seams);
}

/** Moves rows past the seams that they would lie on. */
function pushRows(list: HTMLElement, seams: readonly Strip[]): void {
  const rows = [...list.children].filter((row) => row instanceof HTMLElement);
  const [row] = rows;
  if (!row) return;
  const columns = columnsOf(list);
  const { pushes } = rowsOf(list, { row, seams });
  rows.forEach((each, i) => {
    const push = pushes.get(Math.floor(i / columns));
    each.style.marginTop = push === undefined ? "" : `${push}px`;
  });
}
