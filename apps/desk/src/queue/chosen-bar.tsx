import { Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

type ChosenBarProps = { count: number; onAssign: () => void; onClear: () => void };

/** What can be done with the chosen incidents, at the foot of the window while there are some. */
export function ChosenBar({ count, onAssign, onClear }: ChosenBarProps): ReactNode {
  const { t } = useTranslation();
  if (count === 0) return null;
  return (
    <div className="queue__chosen" role="status">
      <strong>{t("desk.queue.chosen", { count })}</strong>
      <Button type="primary" onClick={onAssign}>
        {t("desk.queue.assign")}
      </Button>
      <Button type="text" onClick={onClear}>
        {t("desk.queue.unchoose")}
      </Button>
    </div>
  );
}
