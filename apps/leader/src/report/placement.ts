import { createGridIndex, isNearBorder } from "@getu/domain";
import type { GridsAround, Placement } from "@getu/domain";
import type { TFunction } from "i18next";
import { useMemo } from "react";

/** Whose a position is by the phone's own copy of the grids; null = there is no position or no copy. */
export function usePlacement(
  around: GridsAround | null,
  position: [number, number] | null,
): Placement | null {
  const index = useMemo(() => around && createGridIndex(around.grids), [around]);
  return index && position && index.placementOf(position);
}

type Placed = { around: GridsAround | null; placement: Placement | null; accuracyMetres: number | null };

/** Which grid that is and how sure, in words. */
export function placementWords({ around, placement, accuracyMetres }: Placed, t: TFunction): string {
  if (!around || !placement) return t("leader.report.unknown");
  const gridOf = (id: number | null) => around.grids.find((grid) => grid.id === id);
  const owner = gridOf(placement.gridId);
  if (!owner) return t("leader.report.outside");
  const facts = { grid: owner.name, metres: Math.round(placement.distanceToBorderMetres) };
  const neighbour = gridOf(placement.neighbourGridId)?.name;
  const isNear = isNearBorder(placement, accuracyMetres);
  if (!owner.isOwn)
    return isNear && neighbour !== undefined
      ? t("leader.report.otherBorder", { ...facts, neighbour })
      : t("leader.report.other", facts);
  if (!isNear) return t("leader.report.inside", facts);
  return neighbour === undefined
    ? t("leader.report.borderAlone", facts)
    : t("leader.report.border", { ...facts, neighbour });
}

/** How sure a placement is, for the eye. */
export function sureness({
  placement,
  accuracyMetres,
}: Omit<Placed, "around">): "sure" | "unsure" | "unknown" {
  if (!placement || placement.gridId === null) return "unknown";
  return isNearBorder(placement, accuracyMetres) ? "unsure" : "sure";
}
