import { Button, Form, Input, Space } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

type ReasonFormProps = {
  label: string;
  submitLabel: string;
  /** Characters of a reason. */
  most: number;
  isBusy: boolean;
  onReason: (reason: string) => void;
  onCancel: () => void;
};

/** Asks why before something that has to be answered for. */
export function ReasonForm({ label, submitLabel, most, isBusy, ...on }: ReasonFormProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Form
      layout="vertical"
      requiredMark={false}
      disabled={isBusy}
      onFinish={({ reason }: { reason: string }) => on.onReason(reason)}
    >
      <Form.Item
        name="reason"
        label={label}
        rules={[{ required: true, min: 2, whitespace: true, message: t("desk.case.reasonShort") }]}
      >
        <Input maxLength={most} />
      </Form.Item>
      <Space>
        <Button type="primary" htmlType="submit">
          {submitLabel}
        </Button>
        <Button onClick={on.onCancel}>{t("desk.cancel")}</Button>
      </Space>
    </Form>
  );
}
