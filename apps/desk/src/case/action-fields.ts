import { findTransition } from "@getu/domain";
import type { Action, Duty, IncidentStatus } from "@getu/domain";
import type { CaseCommand } from "@getu/ui";

/** What a form of an action may ask for. */
export type Field = { name: keyof ActionForm; isNeeded: boolean };

/** What somebody has filled in. */
export type ActionForm = {
  reason?: string;
  text?: string;
  /** A duty as text, see `toDuty`. */
  assignee?: string;
  until?: { toISOString: () => string };
  duplicateOf?: number;
};

/** The fields an action needs in a state, and whom it may name besides. */
export function fieldsOf(action: Action, status: IncidentStatus): Field[] {
  const needs = findTransition(action, status)?.needs ?? [];
  const needed = needs.map((name) => ({ name, isNeeded: true }));
  return action === "assign" ? [{ name: "assignee", isNeeded: false }, ...needed] : needed;
}

/** A duty as the value of a field. */
export const toDutyText = ({ level, gridPath }: Duty): string => `${level}:${gridPath}`;

/** The duty that a field's value names. */
export function toDuty(text: string): Duty {
  const [level, gridPath = ""] = text.split(":");
  return { level: Number(level), gridPath };
}

/** The form as the server takes it. */
export const toCommand = (action: Action, form: ActionForm): CaseCommand => ({
  action,
  ...(form.reason && { reason: form.reason }),
  ...(form.text && { text: form.text }),
  ...(form.assignee && { assignee: toDuty(form.assignee) }),
  ...(form.until && { until: form.until.toISOString() }),
  ...(form.duplicateOf !== undefined && { duplicateOf: form.duplicateOf }),
});
