import { settleHouseholds } from "@getu/domain/redraw";
import type { Plan } from "@getu/domain/redraw";
import { planOf } from "@getu/editor";
import type { History } from "@getu/editor";
import { useMemo } from "react";

/** The plan as it stands, with the households that its grids have by their new outlines. */
export const useSettledPlan = (history: History): Plan =>
  useMemo(() => settleHouseholds(history.base, planOf(history)), [history]);
