import type { DraftEntry, PlanStep } from "@getu/domain/redraw";
import { randomUuid } from "@getu/ui";

/** The server takes a few hundred entries at once; a suggested division of a large community has more steps. */
const AT_ONCE = 200;

/** What a draft is made with. */
type DraftMaking = {
  create: (name: string) => Promise<{ draftId: number }>;
  append: (
    draftId: number,
    revision: number,
    batch: { key: string; entries: DraftEntry[] },
  ) => Promise<{ revision: number }>;
};

/** Makes a draft of a plan that was not kept, with all its steps; returns its number. */
export async function createDraft(
  calls: DraftMaking,
  { name, steps }: { name: string; steps: readonly PlanStep[] },
): Promise<number> {
  const { draftId } = await calls.create(name);
  let revision = 0;
  while (revision < steps.length) {
    const entries = steps.slice(revision, revision + AT_ONCE);
    ({ revision } = await calls.append(draftId, revision, { key: randomUuid(), entries }));
  }
  return draftId;
}
