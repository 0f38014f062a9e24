import { estimateHouseholds, planOf } from "@getu/editor";
import type { History, Households } from "@getu/editor";
import { useMemo } from "react";

/** Households of every grid as the plan stands: those on record, and where its area changed, an estimate by area. */
export function useHouseholds(history: History): Households {
  return useMemo(() => {
    const { base } = history;
    const recorded = [...base.grids].flatMap(([id, { households }]) =>
      households === null ? [] : [[id, households] as const],
    );
    return estimateHouseholds(base.partition, planOf(history).partition, new Map(recorded));
  }, [history]);
}
