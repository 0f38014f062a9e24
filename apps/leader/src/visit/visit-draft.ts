import type { VisitedCluster } from "@getu/domain";
import type { EntryPhoto, VisitWork } from "../outbox/entry.ts";
import type { ChosenMatter } from "../report/report-draft.ts";
import { writtenText } from "../written-text.ts";

/** What may be entered with a visit, each once. */
export const YIELDS = ["incident", "demand", "wish"] as const;

/** One thing that may be entered with a visit. */
export type Yield = (typeof YIELDS)[number];

/** A visit that is being written down. */
export type VisitDraft = ChosenMatter & {
  /** What is opened in the form; what was written and closed again is not sent. */
  yields: readonly Yield[];
  photos: readonly EntryPhoto[];
  note: string;
  /** More about the incident. */
  text: string;
  demand: string;
  wish: string;
};

/** A visit that nothing has been written into. */
export const EMPTY_VISIT: VisitDraft = {
  yields: [],
  photos: [],
  category: null,
  condition: null,
  note: "",
  text: "",
  demand: "",
  wish: "",
};

/** True once somebody has begun to write it down. */
export const isBegun = ({ yields, note }: VisitDraft): boolean => yields.length > 0 || note !== "";

/** What a visit with something to note cannot be kept without; null = nothing is missing. */
export function findMissingOfVisit(draft: VisitDraft): "nothing" | "category" | "demand" | "wish" | null {
  const { yields, note, category } = draft;
  if (yields.length === 0) return writtenText(note) === null ? "nothing" : null;
  if (yields.includes("incident") && category === null) return "category";
  return (
    (["demand", "wish"] as const).find(
      (kind) => yields.includes(kind) && writtenText(draft[kind]) === null,
    ) ?? null
  );
}

/** Whom somebody has visited, when, and what the chosen category is called: it stands for words nobody has written. */
export type VisitFacts = {
  territoryId: number;
  cluster: Pick<VisitedCluster, "id" | "name">;
  categoryName: string;
  nowMs: number;
};

/** A visit at which all was well, or nobody was at home. */
export const toShortVisit = (
  outcome: "well" | "away",
  { territoryId, cluster, nowMs }: Omit<VisitFacts, "categoryName">,
): VisitWork => ({
  kind: "visit",
  territoryId,
  clusterId: cluster.id,
  clusterName: cluster.name,
  outcome,
  note: null,
  incident: null,
  demand: null,
  wish: null,
  seenAtMs: nowMs,
});

/** Of a draft of which nothing is missing. */
export function toVisitWork(draft: VisitDraft, facts: VisitFacts): VisitWork | null {
  if (findMissingOfVisit(draft) !== null) return null;
  const { yields, category, condition } = draft;
  const has = (kind: Yield): boolean => yields.includes(kind);
  const summary = writtenText(draft.text) ?? facts.categoryName;
  const matter = category !== null && condition !== null ? { category, condition, summary } : null;
  return {
    ...toShortVisit("well", facts),
    outcome: "matter",
    note: writtenText(draft.note),
    incident: has("incident") ? matter : null,
    demand: has("demand") ? writtenText(draft.demand) : null,
    wish: has("wish") ? writtenText(draft.wish) : null,
  };
}
