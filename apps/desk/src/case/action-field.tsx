import type { Action } from "@getu/domain";
import { DatePicker, Form, Input, InputNumber } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Field } from "./action-fields.ts";
import type { CaseView } from "./case-view.ts";
import { DutySelect } from "./duty-select.tsx";

const MOST_TEXT = 2000;

type ActionFieldProps = { field: Field; action: Action; view: CaseView };

/** One field of an action's form, with what it asks for. */
export function ActionField({ field: { name, isNeeded }, action, view }: ActionFieldProps): ReactNode {
  const { t } = useTranslation();
  const labels = {
    reason: t("desk.case.reason"),
    text: t(action === "close" ? "desk.case.text.close" : "desk.case.text.feed-back"),
    assignee: t("desk.case.assignee"),
    until: t("desk.case.untilField"),
    duplicateOf: t("desk.case.duplicateOf"),
  };
  const inputs = {
    reason: <Input.TextArea rows={2} maxLength={MOST_TEXT} />,
    text: <Input.TextArea rows={4} maxLength={MOST_TEXT} />,
    assignee: <DutySelect words={view.words} highest={view.found.state.reached} />,
    until: <DatePicker showTime={{ format: "HH:mm" }} format="YYYY-MM-DD HH:mm" />,
    duplicateOf: <InputNumber min={1} precision={0} style={{ width: 200 }} />,
  };
  return (
    <Form.Item
      name={name}
      label={labels[name]}
      rules={isNeeded ? [{ required: true, message: t("desk.case.required") }] : []}
    >
      {inputs[name]}
    </Form.Item>
  );
}
