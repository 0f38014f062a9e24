import { INCIDENT_STATUSES, SEVERITIES } from "@getu/domain";
import type { IncidentStatus, Severity } from "@getu/domain";
import { KINDS_PER_CATEGORY } from "./kind-order.ts";

/** Kinds are stored in 16 bits. */
const MOST_KINDS = 2 ** 16;

/** What the filters of a screen tell apart. */
export type Kind = { category: string; severity: Severity; status: IncidentStatus };

/** Which kinds to count; a list left out means all of it, an empty one means nothing. */
export type KindFilter = {
  categories?: readonly string[] | undefined;
  severities?: readonly Severity[] | undefined;
  statuses?: readonly IncidentStatus[] | undefined;
};

/** Numbers for kinds: category × severity × status. Categories are numbered as they come, and never renumbered. */
export type HeatKinds = {
  /** The kind's number; null when its category is one more than 16 bits hold. */
  numberOf(kind: Kind): number | null;
  /** `wanted[kind] === 1` for the kinds to count; null = all. */
  wantedBy(filter: KindFilter): Uint8Array | null;
  /** Every category in the order of its number. */
  listCategories(): readonly string[];
};

/** True when severity and status are among those that have numbers. */
export const hasState = ({ severity, status }: Kind): boolean =>
  SEVERITIES.includes(severity) && INCIDENT_STATUSES.includes(status);

const stateOf = ({ severity, status }: Kind): number =>
  SEVERITIES.indexOf(severity) * INCIDENT_STATUSES.length + INCIDENT_STATUSES.indexOf(status);

/** True for each state the filter lets through. */
function wantedStates({ severities, statuses }: KindFilter): boolean[] {
  return SEVERITIES.flatMap((severity) =>
    INCIDENT_STATUSES.map(
      (status) => (severities?.includes(severity) ?? true) && (statuses?.includes(status) ?? true),
    ),
  );
}

/** Kinds over a list of categories that grows at its end; `known` comes from a file written earlier. */
export function createHeatKinds(known: readonly string[] = []): HeatKinds {
  const categories = [...known];
  const numbers = new Map(categories.map((category, number) => [category, number]));
  const learn = (category: string): number | null => {
    if ((categories.length + 1) * KINDS_PER_CATEGORY > MOST_KINDS) return null;
    numbers.set(category, categories.length);
    return categories.push(category) - 1;
  };
  return {
    numberOf(kind) {
      const number = numbers.get(kind.category) ?? learn(kind.category);
      return number === null ? null : number * KINDS_PER_CATEGORY + stateOf(kind);
    },
    wantedBy(filter) {
      if (!filter.categories && !filter.severities && !filter.statuses) return null;
      const states = wantedStates(filter).map(Number);
      const wanted = new Uint8Array(MOST_KINDS);
      for (const category of new Set(filter.categories ?? categories)) {
        const number = numbers.get(category);
        if (number !== undefined) wanted.set(states, number * KINDS_PER_CATEGORY);
      }
      return wanted;
    },
    listCategories: () => categories,
  };
}
