import type { OpenDraft } from "@getu/ui";
import { Alert } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

type ReturnNoteProps = { draft: Pick<OpenDraft, "actions" | "comment" | "returned" | "state"> };

/** Why a draft came back to whoever draws it, and who can withdraw one that is approved, for those who cannot. */
export function ReturnNote({ draft: { state, comment, returned, actions } }: ReturnNoteProps): ReactNode {
  const { t } = useTranslation();
  if (state === "approved" || state === "scheduled")
    return actions.includes("withdraw") ? null : (
      <Alert type="info" showIcon title={t("planner.draft.heldBy")} />
    );
  const isBack = state === "draft" || state === "rejected";
  if (!isBack || (comment === null && returned === null)) return null;
  const reason = comment === null ? "" : t("planner.draft.because", { reason: comment });
  return (
    <Alert
      type="warning"
      showIcon
      title={`${t(`planner.draft.returned.${returned ?? "rejected"}`)} ${reason}`}
    />
  );
}
