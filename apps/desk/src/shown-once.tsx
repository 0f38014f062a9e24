import { Modal, Typography } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

type ShownOnceProps = { title: string; hint: string; secret: string | null; onClose: () => void };

/** Shows a secret that cannot be shown a second time; null = nothing to show. */
export function ShownOnce({ title, hint, secret, onClose }: ShownOnceProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Modal open={secret !== null} title={title} footer={null} onCancel={onClose} destroyOnHidden>
      <Typography.Paragraph>{hint}</Typography.Paragraph>
      <Typography.Paragraph
        className="desk__secret"
        code
        copyable={{ text: secret ?? "", tooltips: [t("desk.copy"), t("desk.copied")] }}
      >
        {secret}
      </Typography.Paragraph>
    </Modal>
  );
}
