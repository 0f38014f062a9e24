import type { Incident } from "@getu/domain";
import { distanceMetres } from "@getu/geometry";
import type { Work } from "../work.ts";

/** What is open so near is looked at before it is reported once more. */
const NEAR_METRES = 100;
const MOST_SHOWN = 3;

/** Something open, and how far it is from a spot. */
export type Near = { incident: Incident; metres: number };

/** What is open around a spot by what the phone knows, the nearest first. */
export function listNear(
  { mine, others }: Pick<Work, "mine" | "others">,
  position: [number, number],
): Near[] {
  return [...(mine ?? []), ...others]
    .map((incident) => ({ incident, metres: distanceMetres(incident.position, position) }))
    .filter(({ metres }) => metres <= NEAR_METRES)
    .toSorted((a, b) => a.metres - b.metres)
    .slice(0, MOST_SHOWN);
}
