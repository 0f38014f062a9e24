import type { DeadlineExplanation } from "@getu/domain";
import { useQueries } from "@tanstack/react-query";
import { useTRPC } from "../trpc.ts";
import { toCase } from "../case/use-case.ts";
import type { Case } from "../case/use-case.ts";

/** What a list says of one's work beside the incidents themselves, by their ids, as far as it has come in. */
export type MyCases = {
  cases: ReadonlyMap<number, Case>;
  deadlines: ReadonlyMap<number, DeadlineExplanation>;
};

/** Histories and deadlines of some incidents ahead, so that they can be worked on where there is no network. */
export function useMyCases(territoryId: number, ids: readonly number[]): MyCases {
  const trpc = useTRPC();
  const cases = useQueries({
    queries: ids.map((id) => trpc.incident.history.queryOptions({ territoryId, id }, { select: toCase })),
  });
  const deadlines = useQueries({
    queries: ids.map((id) => trpc.incident.explainDeadline.queryOptions({ territoryId, id })),
  });
  const byId = <Value>(answers: readonly { data?: Value | undefined }[]): Map<number, Value> =>
    new Map(ids.flatMap((id, i) => (answers[i]?.data === undefined ? [] : [[id, answers[i].data]])));
  return { cases: byId<Case>(cases), deadlines: byId(deadlines) as MyCases["deadlines"] };
}
