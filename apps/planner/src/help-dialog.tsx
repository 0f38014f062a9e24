import { TOOLS } from "@getu/editor";
import { Modal } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { TOOL_KEYS } from "./use-keys.ts";

const KEYS = [
  ["Ctrl+Z", "undo"],
  ["Ctrl+Shift+Z", "redo"],
  ["Enter", "accept"],
  ["Esc", "cancel"],
  ["Del", "delete"],
  ["Tab", "next"],
  ["← ↑ ↓ →", "nudge"],
  ["X", "swap"],
  ["Alt", "free"],
  ["Shift", "nodes"],
  ["S", "snapping"],
  ["B", "compare"],
  ["[", "previous"],
  ["]", "following"],
  ["?", "help"],
] as const;

/** Every key, the tools' first. */
export function HelpDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const rows = [
    ...TOOLS.map((tool) => [TOOL_KEYS[tool], t(`planner.tool.${tool}`)] as const),
    ...KEYS.map(([key, act]) => [key, t(`planner.key.${act}`)] as const),
  ];
  return (
    <Modal open onCancel={onClose} footer={null} title={t("planner.help")} width={640}>
      <dl className="planner__keys">
        {rows.map(([key, act]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{act}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
