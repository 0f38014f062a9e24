import { INCIDENT_STATUSES, isOpen } from "../incident/incident.ts";
import type { IncidentStatus, Severity } from "../incident/incident.ts";
import type { HeatQuery } from "./heat.ts";

/** Which incidents heat counts by what they are, wherever and whenever; null = all. */
export type HeatKinds = {
  categories: readonly string[] | null;
  severities: readonly Severity[] | null;
  statuses: readonly IncidentStatus[] | null;
};

/** Every incident, whatever it is. */
export const ALL_KINDS: HeatKinds = { categories: null, severities: null, statuses: null };

/** Which states of the loop a screen offers to look at alone: what is not closed, or one of them. */
export const STATUS_FILTERS = ["all", "open", ...INCIDENT_STATUSES] as const;

/** States of the loop that are looked at alone. */
export type StatusFilter = (typeof STATUS_FILTERS)[number];

/** The states of a filter; null = all of them. */
export function statusesOfFilter(filter: StatusFilter): readonly IncidentStatus[] | null {
  if (filter === "all") return null;
  return filter === "open" ? INCIDENT_STATUSES.filter(isOpen) : [filter];
}

/** The kinds as a question carries them: where all are counted nothing is said. */
export const askedKinds = ({
  categories,
  severities,
  statuses,
}: HeatKinds): Pick<HeatQuery, "categories" | "severities" | "statuses"> => ({
  ...(categories !== null && { categories: [...categories] }),
  ...(severities !== null && { severities: [...severities] }),
  ...(statuses !== null && { statuses: [...statuses] }),
});
