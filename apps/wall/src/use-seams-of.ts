import type { Mosaic } from "@getu/domain";
import { seamsOf } from "@getu/ui";
import type { Seams } from "@getu/ui";
import { useEffect, useMemo, useState } from "react";

const windowSize = (): { width: number; height: number } => ({ width: innerWidth, height: innerHeight });

/** Where the panels of this screen meet, in the window as it is. */
export function useSeamsOf(screen: { mosaic: Mosaic; screenHeightMetres: number; unit: number }): Seams {
  const { mosaic, screenHeightMetres, unit } = screen;
  const [size, setSize] = useState(windowSize);
  useEffect(() => {
    const measure = (): void => setSize(windowSize());
    addEventListener("resize", measure);
    return () => removeEventListener("resize", measure);
  }, []);
  return useMemo(
    () => seamsOf(mosaic, { ...size, screenHeightMetres, unit }),
    [mosaic, size, screenHeightMetres, unit],
  );
}
