import type { Territory } from "@getu/domain";
import { useCatalogue, useDraft, useImpact, useRedrawBase, useVersionContent } from "@getu/ui";
import type { OpenDraft } from "@getu/ui";
import { useMemo } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { standsOnCurrent } from "../../draft/stands-on-current.ts";
import { usePaperGround } from "../map/use-ground.ts";
import { Sheets } from "../sheets.tsx";
import { comparePlans } from "./compared-plans.ts";
import { useDraftPages } from "./draft-pages.tsx";
import { DraftSheet } from "./draft-sheet.tsx";

type DraftPaperProps = { territory: Territory; draftId: number };

/** A draft before and after, for a meeting or a file: maps side by side, then what changes in numbers and by name. */
export function DraftPaper({ territory, draftId }: DraftPaperProps): ReactNode {
  const { data: draft, error } = useDraft({ territoryId: territory.id, draftId });
  if (!draft) return <Sheets title={null} sheets={null} error={error} />;
  return <ReadDraft {...{ territory, draft }} />;
}

/** Overlapping boundaries cannot be drawn on, nor compared. */
const OVERLAP = { code: "BOUNDARIES_OVERLAP" };

function ReadDraft({ territory, draft }: { territory: Territory; draft: OpenDraft }): ReactNode {
  const { steps, baseVersion, revision } = draft;
  const isOnPart = draft.part !== null && standsOnCurrent(draft, territory);
  const whole = useVersionContent(territory.id, isOnPart ? undefined : baseVersion);
  const part = useRedrawBase(isOnPart ? territory : null);
  const { data: base, error: unread } = isOnPart ? part : whole;
  // By the lines of a draft that a later version has replaced nothing stands any more: there is no impact to be told.
  const isSuperseded = draft.state === "superseded";
  const key = isSuperseded ? null : { territoryId: territory.id, draftId: draft.id };
  const { data: impact = null, error: unassessed } = useImpact(key, revision);
  const { data: catalogue } = useCatalogue(territory.id);
  const ground = usePaperGround(territory.id);
  const { t } = useTranslation();
  const compared = useMemo(() => base && comparePlans(base, steps, t("planner.gap")), [base, steps, t]);
  const error = unread ?? unassessed ?? (compared === null ? OVERLAP : null);
  const content = useMemo(
    () =>
      compared && (impact || isSuperseded) && catalogue && ground
        ? { territory, draft, compared, catalogue, impact, ground }
        : null,
    [territory, draft, compared, catalogue, impact, isSuperseded, ground],
  );
  const pages = useDraftPages(content);
  const sheets =
    pages?.map((page, i) => (
      <DraftSheet key={page.key} {...{ territory, draft }} page={i + 1} pages={pages.length}>
        {page}
      </DraftSheet>
    )) ?? null;
  return <Sheets title={draft.name} sheets={sheets} error={error} />;
}
