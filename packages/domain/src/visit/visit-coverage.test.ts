import fc from "fast-check";
import { expect, test } from "vitest";
import { countVisited } from "./visit-coverage.ts";

const TODAY = "2026-11-26";

test("every cluster is counted once: within its rhythm, late, never visited or without a rhythm", () => {
  const day = fc.constantFrom(null, "2026-11-26", "2026-11-20", "2026-10-27", "2026-10-26", "2025-01-01");
  const groups = fc.array(
    fc.record({
      everyDays: fc.constantFrom(null, 1, 30, 365),
      lastVisitedOn: day,
      clusters: fc.integer({ min: 1, max: 9 }),
      households: fc.integer({ min: 1, max: 99 }),
    }),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(groups, (all) => {
      const { clusters, households, within, late, never, unset } = countVisited(all, TODAY);
      const sum = (of: readonly { clusters: number }[]) =>
        of.reduce((total, group) => total + group.clusters, 0);
      expect(clusters).toBe(sum(all));
      expect(households).toBe(all.reduce((total, group) => total + group.households, 0));
      expect(within + late + never + unset).toBe(clusters);
      expect(unset).toBe(sum(all.filter(({ everyDays }) => everyDays === null)));
      expect(never).toBe(
        sum(all.filter((group) => group.everyDays !== null && group.lastVisitedOn === null)),
      );
      expect(late).toBe(
        sum(
          all.filter(
            ({ everyDays, lastVisitedOn }) =>
              everyDays !== null &&
              lastVisitedOn !== null &&
              Date.parse(TODAY) - Date.parse(lastVisitedOn) > everyDays * 86_400_000,
          ),
        ),
      );
    }),
    { seed: 42, numRuns: 200 },
  );
});
