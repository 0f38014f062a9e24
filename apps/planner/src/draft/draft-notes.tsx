import type { DraftCalls } from "@getu/ui";
import { Alert, Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Opened } from "./draft-loader.tsx";
import { ReturnNote } from "./return-note.tsx";
import { useAct } from "@getu/ui/use-act.ts";

type DraftNotesProps = {
  opened: Opened;
  calls: DraftCalls;
  onReload: () => void;
  /** What somebody else has done to it meanwhile. */
  children?: ReactNode;
};

/** What has to be known of a draft before one goes on: lines that have moved on, steps that do not go any more. */
export function DraftNotes(props: DraftNotesProps): ReactNode {
  const {
    opened: { draft, dropped },
    calls,
    onReload,
    children,
  } = props;
  const { t } = useTranslation();
  const { isBusy, act } = useAct();
  const { id, state, baseVersion, currentVersion, revision, version } = draft;
  const rebase = (keep: "mine" | "theirs"): Promise<void> =>
    act(async () => {
      await calls.rebase(id, revision, keep);
      onReload();
    });
  const isOnOlder = version === null && baseVersion !== currentVersion;
  const isBehind = state === "draft" && isOnOlder;
  return (
    <div className="planner__notes">
      {children}
      {isBehind && (
        <Alert
          type="warning"
          showIcon
          title={t("planner.draft.rebase", { version: currentVersion })}
          action={
            <span className="planner__answer">
              <Button size="small" type="primary" loading={isBusy} onClick={() => void rebase("mine")}>
                {t("planner.draft.rebaseMine")}
              </Button>
              <Button size="small" loading={isBusy} onClick={() => void rebase("theirs")}>
                {t("planner.draft.rebaseTheirs")}
              </Button>
            </span>
          }
        />
      )}
      <ReturnNote draft={draft} />
      {isOnOlder && !isBehind && (
        <Alert
          type="warning"
          showIcon
          title={t("planner.draft.onOlder", { base: baseVersion, version: currentVersion })}
        />
      )}
      {version !== null && <Alert type="info" showIcon title={t("planner.draft.published", { version })} />}
      {dropped > 0 && <Alert type="error" showIcon title={t("planner.draft.stopped", { count: dropped })} />}
    </div>
  );
}
