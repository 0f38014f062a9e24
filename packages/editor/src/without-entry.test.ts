import { standingSteps } from "@getu/domain/redraw";
import type { DraftEntry } from "@getu/domain/redraw";
import fc from "fast-check";
import { expect, test } from "vitest";
import { withoutEntry } from "./index.ts";

const standing = (entries: readonly DraftEntry[]): unknown[] =>
  standingSteps(entries.map((entry, i) => ({ revision: i + 1, entry }))).map(({ step }) => step);

test("what stands of entries without one of them is what stood, but for that one", () => {
  const kinds = fc.array(fc.constantFrom("step", "step", "undo"), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(kinds, fc.nat(), (made, at) => {
      let open = 0;
      const entries = made.map((kind, i): DraftEntry => {
        if (kind === "undo" && open > 0) {
          open -= 1;
          return { kind: "undo" };
        }
        open += 1;
        return { kind: "merge", keep: i + 1, absorb: i + 2 };
      });
      const steps = entries.flatMap((entry, i) => (entry.kind === "undo" ? [] : [i]));
      const index = steps[at % steps.length]!; // the first entry is a step
      const left = standing(withoutEntry(entries, index));
      expect(left).toEqual(standing(entries).filter((step) => step !== entries[index]));
    }),
    { seed: 11 },
  );
});
