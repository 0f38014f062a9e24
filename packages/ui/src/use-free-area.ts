import { useLayoutEffect, useRef, useState } from "react";
import type { RefObject } from "react";
import type { Padding } from "./map/map-types.ts";

/** Measures how far panels reach over the map: the padding that keeps the territory in the free area. */
export function useFreeArea(): {
  mapRef: RefObject<HTMLDivElement | null>;
  freeRef: RefObject<HTMLDivElement | null>;
  /** Null until the page is laid out. */
  padding: Padding | null;
} {
  const mapRef = useRef<HTMLDivElement>(null);
  const freeRef = useRef<HTMLDivElement>(null);
  const [padding, setPadding] = useState<Padding | null>(null);
  useLayoutEffect(() => {
    const [map, free] = [mapRef.current, freeRef.current];
    if (!map || !free) return undefined;
    const measure = (): void => setPadding((old) => keepIfEqual(old, paddingOf(map, free)));
    const observer = new ResizeObserver(measure);
    observer.observe(map);
    observer.observe(free);
    measure();
    return () => observer.disconnect();
  }, []);
  return { mapRef, freeRef, padding };
}

function paddingOf(map: HTMLElement, free: HTMLElement): Padding {
  const [outer, inner] = [map.getBoundingClientRect(), free.getBoundingClientRect()];
  return {
    top: Math.max(0, inner.top - outer.top),
    right: Math.max(0, outer.right - inner.right),
    bottom: Math.max(0, outer.bottom - inner.bottom),
    left: Math.max(0, inner.left - outer.left),
  };
}

const keepIfEqual = (old: Padding | null, next: Padding): Padding =>
  old && JSON.stringify(old) === JSON.stringify(next) ? old : next;
