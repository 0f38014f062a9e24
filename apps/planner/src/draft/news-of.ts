import type { DraftState, DraftSummary } from "@getu/domain/redraw";

/** What has become of a draft since a page showed it: other steps, or another state. */
export type DraftNewsItem = { by: DraftSummary["lastBy"] } & (
  | { kind: "drawn"; count: number }
  | { kind: "moved"; to: DraftState }
);

/** A draft as a page shows it; its own steps that are saved are counted in the revision. */
export type ShownDraft = Pick<DraftSummary, "state" | "revision">;

/** What of a draft as it stands is new to a page; null = nothing. */
export function newsOf(shown: ShownDraft, latest: DraftSummary | null): DraftNewsItem | null {
  if (!latest) return null;
  const { state, revision, lastBy: by } = latest;
  if (state !== shown.state) return { kind: "moved", to: state, by };
  if (revision > shown.revision) return { kind: "drawn", count: revision - shown.revision, by };
  return null;
}
