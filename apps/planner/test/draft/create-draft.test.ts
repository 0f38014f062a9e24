import type { DraftEntry, PlanStep } from "@getu/domain/redraw";
import { expect, test } from "vitest";
import { createDraft } from "../../src/draft/create-draft.ts";

/** A server that keeps logs and takes five hundred entries at once. */
function createServer() {
  const logs = new Map<number, DraftEntry[]>();
  return {
    logs,
    async create() {
      logs.set(logs.size + 1, []);
      return { draftId: logs.size };
    },
    async append(draftId: number, revision: number, { entries }: { entries: DraftEntry[]; key: string }) {
      const log = logs.get(draftId)!; // it was made
      if (entries.length === 0 || entries.length > 500) throw new Error("INPUT_INVALID");
      if (revision !== log.length) throw new Error("DRAFT_MOVED_ON");
      log.push(...entries);
      return { revision: log.length };
    },
  };
}

test.each([0, 1, 200, 1301])(
  "a plan of %i steps that was not kept becomes a draft with all of them in their order",
  async (count) => {
    const steps = Array.from({ length: count }, (_, i): PlanStep => ({
      kind: "merge",
      keep: i + 1,
      absorb: i + 2,
    }));
    const server = createServer();
    const draftId = await createDraft(server, { name: "试验", steps });
    expect(server.logs.get(draftId)).toEqual(steps);
  },
);
