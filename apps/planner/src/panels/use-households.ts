import { householdsOf, planOf } from "@getu/editor";
import type { History, Households } from "@getu/editor";
import { useMemo } from "react";

/** Households of every grid as the plan stands. */
export const useHouseholds = (history: History): Households =>
  useMemo(() => householdsOf(history.base, planOf(history)), [history]);
