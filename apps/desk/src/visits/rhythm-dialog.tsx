import { MOST_RHYTHM_DAYS } from "@getu/domain";
import { App, Button, Form, InputNumber, Modal } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useAct } from "@getu/ui/use-act.ts";
import type { CoverageRow } from "./coverage-columns.tsx";

type RhythmDialogProps = {
  row: CoverageRow;
  onSet: (given: { gridId: number | null; everyDays: number | null }) => Promise<void>;
  onClose: () => void;
};

/** Sets how often the households of a grid are visited, or lets it do as the grid above. */
export function RhythmDialog({ row, onSet, onClose }: RhythmDialogProps): ReactNode {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { isBusy, act } = useAct();
  const { of, name, everyDays, ownDays } = row;
  const set = (days: number | null) =>
    act(async () => {
      await onSet({ gridId: typeof of === "number" ? of : null, everyDays: days });
      message.success(t("desk.visits.saved"));
      onClose();
    });
  return (
    <Modal open title={t("desk.visits.rhythmOf", { grid: name })} footer={null} onCancel={onClose}>
      <Form
        layout="vertical"
        requiredMark={false}
        initialValues={{ days: everyDays }}
        onFinish={({ days }: { days: number }) => set(days)}
      >
        <Form.Item
          name="days"
          label={t("desk.visits.rhythmField")}
          rules={[{ required: true, type: "integer", min: 1, max: MOST_RHYTHM_DAYS }]}
        >
          <InputNumber autoFocus min={1} max={MOST_RHYTHM_DAYS} precision={0} style={{ width: "100%" }} />
        </Form.Item>
        <div className="desk__choices">
          <Button type="primary" htmlType="submit" loading={isBusy}>
            {t("desk.visits.save")}
          </Button>
          {of !== "all" && ownDays !== null && (
            <Button loading={isBusy} onClick={() => void set(null)}>
              {t("desk.visits.asAbove")}
            </Button>
          )}
        </div>
      </Form>
    </Modal>
  );
}
