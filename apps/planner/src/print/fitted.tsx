import { useLayoutEffect, useRef } from "react";
import type { ReactNode } from "react";

type FittedProps = {
  className: string;
  /** Height of letters in millimetres: wanted, and the smallest that is tried. */
  wantedMm: number;
  leastMm: number;
  children: ReactNode;
};

const STEP_MM = 0.1;

/** A box of a given height whose letters are as large as lets everything in it be read; nothing of it is cut off. */
export function Fitted({ className, wantedMm, leastMm, children }: FittedProps): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { current } = box;
    if (!current) return;
    const isOver = (): boolean =>
      current.scrollHeight > current.clientHeight + 1 || current.scrollWidth > current.clientWidth + 1;
    for (let mm = wantedMm; mm >= leastMm; mm -= STEP_MM) {
      current.style.fontSize = `${mm}mm`;
      if (!isOver()) return;
    }
  });
  return (
    <div className={className} ref={box} style={{ fontSize: `${wantedMm}mm` }}>
      {children}
    </div>
  );
}
