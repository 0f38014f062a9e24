import type { Action } from "@getu/domain";
import { failureOf, usePreview, useRefusalWords } from "@getu/ui";
import { Form, Typography } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { StatusTag } from "../status-tag.tsx";
import { fieldsOf, toCourse } from "./action-fields.ts";
import type { ActionForm, Field } from "./action-fields.ts";
import { useEffects } from "./case-history.tsx";
import type { CaseView } from "./case-view.ts";

/** Fields without which nobody can say where an action leads. */
const STEERS: ReadonlySet<Field["name"]> = new Set(["assignee", "until", "correction"]);

type ActionPreviewProps = { view: CaseView; action: Action; isSent: boolean };

/** Who would answer and until when, as far as the form is filled in; what stands against it is said as well. */
export function ActionPreview({ view, action, isSent }: ActionPreviewProps): ReactNode {
  const { t } = useTranslation();
  const { found, words, caseKey } = view;
  const wordsFor = useRefusalWords();
  const effectsOf = useEffects(view);
  const form: ActionForm = Form.useWatch([]) ?? {};
  const fields = fieldsOf(action, found, words.catalogue);
  const isSteered = fields.every(({ name, isNeeded }) => !isNeeded || !STEERS.has(name) || form[name]);
  const course = isSteered ? toCourse(action, form) : null;
  // Once it is sent the incident stands where it leads, and asked from there it would be refused.
  const { data: step, error } = usePreview(caseKey, isSent ? null : course);
  const failure = error === null ? null : failureOf(error);
  if (failure) {
    if (failure.code === "ACTION_INCOMPLETE") return null;
    return <Typography.Paragraph type="danger">{wordsFor(error)}</Typography.Paragraph>;
  }
  if (!step || course === null) return null;
  const { ownerBefore, ownerAfter } = step;
  const isHanded = ownerBefore?.gridPath !== ownerAfter.gridPath || ownerBefore.level !== ownerAfter.level;
  const effects = [
    ...(isHanded ? [t("desk.case.ownerBecomes", { duty: words.duty(ownerAfter) })] : []),
    ...effectsOf(step),
    ...(step.dueAt && step.clock === "none" ? [t("desk.case.dueStays")] : []),
  ];
  return (
    <p className="case__preview">
      {t("desk.case.preview")} <StatusTag status={step.to} words={words} /> {effects.join(" · ")}
    </p>
  );
}
