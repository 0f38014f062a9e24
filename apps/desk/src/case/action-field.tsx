import { proofOf } from "@getu/domain";
import type { Action } from "@getu/domain";
import { Form, Input } from "antd";
import type { FormRule } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ActionForm, Field } from "./action-fields.ts";
import type { CaseView } from "./case-view.ts";
import { CategoryField } from "./category-field.tsx";
import { DuplicateField } from "./duplicate-field.tsx";
import { DutySelect } from "../duty-select.tsx";
import { MomentField } from "../moment-field.tsx";
import { PhotosField } from "./photos-field.tsx";

const MOST_TEXT = 2000;

type ActionFieldProps = { field: Field; action: Action; view: CaseView };

/** What a field is called, and what is to be known about it. */
function useFieldWords({ field, action, view }: ActionFieldProps): { label: string; extra: string | null } {
  const { t } = useTranslation();
  const { words, found } = view;
  const labels: Record<keyof ActionForm, string> = {
    reason: t(action === "entrust" ? "desk.case.instruction" : "desk.case.reason"),
    text: t(action === "close" ? "desk.case.text.close" : "desk.case.text.feed-back"),
    assignee: t("desk.case.assignee"),
    until: t("desk.case.untilField"),
    duplicateOf: t("desk.case.duplicateOf"),
    correction: t("desk.case.correction"),
    photos: t("desk.case.photosField"),
  };
  const proof = words.catalogue ? proofOf(words.catalogue, found.incident.category) : [];
  const kinds = proof.map((kind) => t(`photoKind.${kind}`)).join(" ");
  const isDemanding = field.name === "photos" && field.isNeeded;
  return { label: labels[field.name], extra: isDemanding ? t("desk.case.photosNeeded", { kinds }) : null };
}

function useRules({ name, isNeeded }: Field): FormRule[] {
  const { t } = useTranslation();
  const needed: FormRule[] = isNeeded ? [{ required: true, message: t("desk.case.required") }] : [];
  if (name !== "photos") return needed;
  const sent = ({ photos = [] }: ActionForm): Promise<void> =>
    photos.some(({ id }) => id === null)
      ? Promise.reject(new Error(t("desk.case.photosSending")))
      : Promise.resolve();
  return [...needed, { validator: (_, photos: ActionForm["photos"]) => sent(photos ? { photos } : {}) }];
}

/** One field of an action's form, with what it asks for. */
export function ActionField(props: ActionFieldProps): ReactNode {
  const { t } = useTranslation();
  const { field, view, action } = props;
  const { found, words, caseKey } = view;
  const { territoryId } = caseKey;
  const rules = useRules(field);
  const { label, extra } = useFieldWords(props);
  const inputs: Record<keyof ActionForm, ReactNode> = {
    reason: <Input.TextArea rows={2} maxLength={MOST_TEXT} />,
    text: <Input.TextArea rows={4} maxLength={MOST_TEXT} />,
    assignee: (
      <DutySelect
        words={words}
        highest={action === "entrust" ? null : found.state.reached}
        placeholder={t(field.isNeeded ? "desk.case.assigneeNeeded" : "desk.case.assigneeUsual")}
      />
    ),
    until: <MomentField timeZone={words.timeZone} />,
    duplicateOf: <DuplicateField {...{ territoryId, words }} incident={found.incident} />,
    correction: <CategoryField words={words} />,
    photos: <PhotosField territoryId={territoryId} />,
  };
  return (
    <Form.Item name={field.name} label={label} extra={extra} rules={rules}>
      {inputs[field.name]}
    </Form.Item>
  );
}
