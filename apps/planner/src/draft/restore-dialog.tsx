import type { Impact } from "@getu/domain/redraw";
import { useRefusalWords, useRestoreImpact } from "@getu/ui";
import type { DraftCalls } from "@getu/ui";
import { useAct } from "@getu/ui/use-act.ts";
import { Alert, Input, Modal, Spin } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ImpactReport } from "../panels/impact-report.tsx";
import { REPORT_WIDTH } from "./dialog-widths.ts";

type RestoreDialogProps = {
  territoryId: number;
  version: number;
  /** What is in force as it was shown. */
  seen: number;
  calls: DraftCalls;
  onClose: () => void;
};

/** Shows what taking up an older version again would change, and asks for the reason. */
export function RestoreDialog({ territoryId, version, seen, calls, onClose }: RestoreDialogProps): ReactNode {
  const { t } = useTranslation();
  const { isBusy, act } = useAct();
  const wordsFor = useRefusalWords();
  const [reason, setReason] = useState("");
  const { data: impact, error } = useRestoreImpact(territoryId, { version, seen });
  const isSame = impact !== undefined && isNothing(impact);
  const isCounted = impact !== undefined || error !== null;
  const restore = (): Promise<void> =>
    act(async () => {
      await calls.rollback(version, seen, reason.trim());
      onClose();
    });
  return (
    <Modal
      open
      width={REPORT_WIDTH}
      className="planner__ask"
      title={`${t("planner.draft.restore")} · ${t("planner.draft.version", { number: version })}`}
      okText={t("planner.accept")}
      okButtonProps={{ disabled: reason.trim() === "" || !isCounted || isSame, loading: isBusy }}
      onOk={() => void restore()}
      onCancel={onClose}
    >
      <p className="planner__means">
        {t(isSame ? "planner.draft.restoreSame" : "planner.draft.restoreMeans", { version })}
      </p>
      {!isCounted && <Spin description={t("planner.impact.counting")} />}
      {error && <Alert type="warning" showIcon title={wordsFor(error)} />}
      {impact && !isSame && <ImpactReport impact={impact} />}
      {!isSame && (
        <label className="planner__field">
          {t("planner.draft.restoreReason")}
          <Input maxLength={500} value={reason} onChange={({ target }) => setReason(target.value)} />
        </label>
      )}
    </Modal>
  );
}

const isNothing = ({ grids, records, areas }: Impact): boolean =>
  grids.length + records.length + areas.length === 0;
