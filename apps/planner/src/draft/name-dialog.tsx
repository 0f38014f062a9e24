import { Input, Modal } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useAct } from "@getu/ui/use-act.ts";

type NameDialogProps = { isOpen: boolean; onName: (name: string) => Promise<void>; onClose: () => void };

/** Asks what a new draft is called. */
export function NameDialog({ isOpen, onName, onClose }: NameDialogProps): ReactNode {
  const { t } = useTranslation();
  const { isBusy, act } = useAct();
  const [name, setName] = useState("");
  const isNamed = name.trim() !== "";
  const done = (): void => {
    if (isNamed) void act(() => onName(name.trim()));
  };
  return (
    <Modal
      open={isOpen}
      title={t("planner.draft.create")}
      okText={t("planner.accept")}
      okButtonProps={{ disabled: !isNamed, loading: isBusy }}
      onOk={done}
      onCancel={onClose}
    >
      <Input
        autoFocus
        aria-label={t("planner.draft.name")}
        placeholder={t("planner.draft.nameExample")}
        maxLength={100}
        value={name}
        onChange={({ target }) => setName(target.value)}
        onPressEnter={done}
      />
    </Modal>
  );
}
