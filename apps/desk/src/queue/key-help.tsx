import { Modal } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

const KEYS = [
  ["move", ["j", "k"]],
  ["open", ["Enter"]],
  ["choose", ["x"]],
  ["assign", ["a"]],
  ["search", ["/"]],
  ["page", ["n", "p"]],
  ["queue", ["1", "…", "6"]],
  ["escape", ["Esc"]],
  ["help", ["?"]],
] as const;

/** What each key does. */
export function KeyHelp({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  return (
    <Modal open={isOpen} title={t("desk.queue.keys")} footer={null} onCancel={onClose} width={420}>
      <dl className="queue__keys">
        {KEYS.map(([deed, keys]) => (
          <div key={deed}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(`desk.queue.key.${deed}`)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
