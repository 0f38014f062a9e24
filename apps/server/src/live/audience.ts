import { isInScope } from "@getu/domain";
import type { Scope } from "@getu/domain";
import type { FeedChange } from "@getu/store";

/** Listeners grouped by what they may hear, so that a change is weighed once for each group and not for each listener. */
export type Audience<Listener> = {
  add(listener: Listener, scope: Scope): void;
  remove(listener: Listener, scope: Scope): void;
  /** Everybody whom the change concerns: new boundaries concern all of the territory. */
  hearersOf(change: Pick<FeedChange, "territoryId" | "gridPath" | "change">): Iterable<Listener>;
};

type Group<Listener> = { scope: Scope; listeners: Set<Listener> };

const nameOf = ({ within }: Scope): string => within?.toSorted((a, b) => a - b).join() ?? "all";

/** An audience of nobody; groups without listeners are forgotten. */
export function createAudience<Listener>(): Audience<Listener> {
  const territories = new Map<number, Map<string, Group<Listener>>>();
  return {
    add(listener, scope) {
      const groups = territories.get(scope.territoryId) ?? new Map<string, Group<Listener>>();
      territories.set(scope.territoryId, groups);
      const group = groups.get(nameOf(scope)) ?? { scope, listeners: new Set() };
      groups.set(nameOf(scope), group);
      group.listeners.add(listener);
    },
    remove(listener, scope) {
      const groups = territories.get(scope.territoryId);
      const group = groups?.get(nameOf(scope));
      group?.listeners.delete(listener);
      if (group?.listeners.size === 0) groups?.delete(nameOf(scope));
      if (groups?.size === 0) territories.delete(scope.territoryId);
    },
    *hearersOf({ territoryId, gridPath, change }) {
      for (const { scope, listeners } of territories.get(territoryId)?.values() ?? []) {
        if (change.topic === "territory" || isInScope(scope, gridPath)) yield* listeners;
      }
    },
  };
}
