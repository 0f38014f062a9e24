import { AUDIT_ACTIONS } from "@getu/domain";
import type { AuditAction, AuditFilter } from "@getu/domain";
import { useAuditWords, usePeople } from "@getu/ui";
import { Button, Form, Input, Select } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { DayField } from "../day-field.tsx";
import { toSpan } from "../day-span.ts";

type Fields = { actor?: string; action?: AuditAction; subject?: string; from?: string; to?: string };

/** A bare number is an incident's, which is what one mostly looks for. */
const toSubject = (text: string): string => (/^\d+$/.test(text) ? `incident:${text}` : text);

/** The filter that the fields stand for; what is empty does not matter. */
function toFilter({ actor, action, subject, from = "", to = "" }: Fields, timeZone: string): AuditFilter {
  const text = subject?.trim() ?? "";
  return {
    ...(actor !== undefined && { actor }),
    ...(action !== undefined && { action }),
    ...(text !== "" && { subject: toSubject(text) }),
    ...toSpan({ from, to }, timeZone),
  };
}

type AuditFiltersProps = {
  /** Whose days are meant. */
  timeZone: string;
  onFilter: (filter: AuditFilter) => void;
};

type ChoiceProps = { name: keyof Fields; label: string; options: { value: string; label: string }[] };

/** One of many, found by typing; none to begin with. */
function Choice({ name, label, options }: ChoiceProps): ReactNode {
  return (
    <Form.Item name={name}>
      <Select
        allowClear
        showSearch={{ optionFilterProp: "label" }}
        placeholder={label}
        aria-label={label}
        options={options}
        className="audit__choice"
      />
    </Form.Item>
  );
}

/** Who, what, to what and when. */
export function AuditFilters({ timeZone, onFilter }: AuditFiltersProps): ReactNode {
  const { t } = useTranslation();
  const { deed } = useAuditWords();
  const { people = [] } = usePeople();
  const [form] = Form.useForm<Fields>();
  const actors = [
    ...people.map(({ id, name, username }) => ({
      value: `person:${id}`,
      label: `${name} ${username ?? ""}`,
    })),
    { value: "system", label: t("desk.audit.system") },
    { value: "nobody", label: t("desk.audit.nobody") },
  ];
  const actions = AUDIT_ACTIONS.map((value) => ({ value, label: deed(value) }));
  return (
    <Form
      form={form}
      layout="inline"
      className="audit__filters"
      onFinish={(fields) => onFilter(toFilter(fields, timeZone))}
    >
      <Choice name="actor" label={t("desk.audit.actor")} options={actors} />
      <Choice name="action" label={t("desk.audit.what")} options={actions} />
      <Form.Item name="subject">
        <Input
          allowClear
          placeholder={t("desk.audit.subjectHint")}
          aria-label={t("desk.audit.subject")}
          maxLength={200}
        />
      </Form.Item>
      <Form.Item name="from" label={t("desk.audit.from")}>
        <DayField timeZone={timeZone} />
      </Form.Item>
      <Form.Item name="to" label={t("desk.audit.to")}>
        <DayField timeZone={timeZone} />
      </Form.Item>
      <Button type="primary" htmlType="submit">
        {t("desk.audit.look")}
      </Button>
      <Button
        onClick={() => {
          form.resetFields();
          onFilter({});
        }}
      >
        {t("desk.audit.clear")}
      </Button>
    </Form>
  );
}
