import { isDated } from "@getu/domain";
import type { Catalogue, Channel, Territory } from "@getu/domain";
import { Form, Input, Select } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { MomentField } from "../moment-field.tsx";
import { AddressField } from "./address-field.tsx";
import { CategoryFields } from "./category-fields.tsx";
import type { FieldProps } from "./field-props.ts";
import { PhotoField } from "./photo-field.tsx";
import type { Call } from "./use-call.ts";

type CallFieldsProps = {
  territory: Territory;
  catalogue: Catalogue;
  /** Those that may be named. */
  channels: readonly Channel[];
  call: Call;
};

/** What is asked, in the order in which a conversation goes. */
export function CallFields({ territory, catalogue, channels, call }: CallFieldsProps): ReactNode {
  const { t } = useTranslation();
  const { draft, change, missing } = call;
  const problem: FieldProps["problem"] = (field) =>
    missing.includes(field) ? { validateStatus: "error", help: t(`desk.intake.missing.${field}`) } : {};
  const field = { draft, problem, onChange: change };
  return (
    <>
      <Form.Item label={t("desk.intake.channel")} htmlFor="intake-channel">
        <Select
          id="intake-channel"
          value={draft.channel}
          options={channels.map((value) => ({ value, label: t(`channel.${value}`) }))}
          onChange={(channel) => change({ channel })}
        />
      </Form.Item>
      <Form.Item
        label={t("desk.intake.contact")}
        htmlFor="intake-contact"
        tooltip={t("desk.intake.contactHint")}
      >
        <Input
          id="intake-contact"
          value={draft.contact}
          maxLength={100}
          autoComplete="off"
          autoFocus
          onChange={({ target }) => change({ contact: target.value })}
        />
      </Form.Item>
      <Form.Item label={t("desk.intake.summary")} htmlFor="intake-summary" required {...problem("summary")}>
        <Input.TextArea
          id="intake-summary"
          value={draft.summary}
          maxLength={2000}
          autoSize={{ minRows: 2, maxRows: 6 }}
          placeholder={t("desk.intake.summaryExample")}
          onChange={({ target }) => change({ summary: target.value })}
        />
      </Form.Item>
      <CategoryFields catalogue={catalogue} {...field} />
      <AddressField territoryId={territory.id} {...field} />
      <TimeField timeZone={territory.timeZone} {...field} />
      <PhotoField
        territoryId={territory.id}
        photos={draft.photos}
        problem={problem}
        onChange={(update) => change((before) => ({ ...before, photos: update(before.photos) }))}
      />
    </>
  );
}

/** A letter and a meeting have a date; what somebody calls about happens now unless said otherwise. */
function TimeField({ draft, problem, onChange, timeZone }: FieldProps & { timeZone: string }): ReactNode {
  const { t } = useTranslation();
  const dated = isDated(draft.channel);
  return (
    <Form.Item
      label={t(`desk.intake.occurredAt.${dated ? "dated" : "now"}`)}
      htmlFor="intake-time"
      required={dated}
      {...problem("occurredAt")}
    >
      <MomentField
        id="intake-time"
        timeZone={timeZone}
        value={draft.occurredAt}
        onChange={(occurredAt) => onChange({ occurredAt })}
      />
    </Form.Item>
  );
}
