import type { Need } from "@getu/domain";
import { App, Form, Input, Modal, Typography } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useAct } from "@getu/ui/use-act.ts";

type AnswerDialogProps = {
  need: Need;
  onAnswer: (need: Need, text: string) => Promise<void>;
  onClose: () => void;
};

const MOST_ANSWER = 2000;

/** Answers a demand or a micro-wish, or corrects its answer, which stays to be read. */
export function AnswerDialog({ need, onAnswer, onClose }: AnswerDialogProps): ReactNode {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { isBusy, act } = useAct();
  const [form] = Form.useForm<{ text: string }>();
  const deed = need.answer ? "correct" : "submit";
  const send = ({ text }: { text: string }) =>
    act(async () => {
      await onAnswer(need, text);
      message.success(t(`desk.visits.need.${deed}.saved`));
      onClose();
    });
  return (
    <Modal
      open
      title={t(`desk.visits.need.kind.${need.kind}`)}
      okText={t(`desk.visits.need.${deed}.name`)}
      cancelText={t("desk.cancel")}
      confirmLoading={isBusy}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Typography.Paragraph className="visits__text">{need.text ?? t("wordsGone")}</Typography.Paragraph>
      <Typography.Paragraph type="secondary">{need.cluster.name}</Typography.Paragraph>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ text: need.answer?.text ?? "" }}
        onFinish={send}
      >
        <Form.Item
          name="text"
          label={t(`desk.visits.need.${deed}.field`)}
          rules={[{ required: true, whitespace: true }]}
        >
          <Input.TextArea autoFocus rows={3} maxLength={MOST_ANSWER} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
