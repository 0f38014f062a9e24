import type { Territory } from "@getu/domain";
import { useHomeOf, useTerritories } from "@getu/ui";

/** The territory an incident lies in; null while that is not known, undefined when none has it for the viewer. */
export function useCaseTerritory(id: number): Territory | null | undefined {
  const { data: territories } = useTerritories();
  const home = useHomeOf(id, territories ?? []);
  if (!territories || home === null) return null;
  return territories.find((territory) => territory.id === home);
}
