import { useSeams } from "@getu/ui";
import { useRef } from "react";
import type { RefObject } from "react";
import { useOffSeams } from "./use-off-seams.ts";

/** An element that fills the screen, on which nothing that is read lies where panels of the screen meet. */
export function useMosaic(): { wallRef: RefObject<HTMLElement | null>; isMosaic: boolean } {
  const wallRef = useRef<HTMLElement>(null);
  const { x, y } = useSeams();
  useOffSeams(wallRef);
  return { wallRef, isMosaic: x.length + y.length > 0 };
}
