import type { Territory } from "@getu/domain";
import type { OpenDraft } from "@getu/ui";
import { Tag } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { StateTag } from "./state-tag.tsx";
import type { Saving } from "./use-autosave.ts";

type DraftTitleProps = { territory: Territory; draft: OpenDraft | null; saving: Saving | null };

/** Which draft is open, where it stands, and whether it is saved. */
export function DraftTitle({ territory, draft, saving }: DraftTitleProps): ReactNode {
  const { t } = useTranslation();
  if (!draft) return <Tag>{t("planner.draft.none")}</Tag>;
  return (
    <>
      <strong className="planner__draft-name" title={draft.name}>
        {draft.name}
      </strong>
      <StateTag draft={draft} timeZone={territory.timeZone} />
      {saving && draft.state === "draft" && <SaveTag saving={saving} />}
    </>
  );
}

const SAVE_COLOURS = {
  saved: "success",
  saving: "processing",
  offline: "warning",
  conflict: "error",
  refused: "error",
} as const;

function SaveTag({ saving: { state, outbox } }: { saving: Saving }): ReactNode {
  const { t } = useTranslation();
  const count = outbox.waiting.length + (outbox.sending?.entries.length ?? 0);
  return (
    <Tag color={SAVE_COLOURS[state]} role="status">
      {t(`planner.draft.save.${state}`, { count })}
    </Tag>
  );
}
