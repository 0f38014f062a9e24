import { findTransition, proofOf } from "@getu/domain";
import type { Action, Catalogue, Incident, Step } from "@getu/domain";
import type { ActionCourse, CaseCommand } from "@getu/ui";
import { toDuty } from "../duty-text.ts";
import type { SentPhotos } from "./photos-field.tsx";

/** What somebody has filled in. */
export type ActionForm = {
  reason?: string;
  text?: string;
  /** A duty as text, see `toDuty`. */
  assignee?: string;
  /** ISO 8601. */
  until?: string | null;
  /** The number of an incident. */
  duplicateOf?: string;
  /** Area, category and filing condition. */
  correction?: readonly string[];
  photos?: SentPhotos;
};

/** What a form of an action asks for. */
export type Field = { name: keyof ActionForm; isNeeded: boolean };

/** Fields that an action may have besides what it needs. */
const WELCOME: Readonly<Partial<Record<Action, readonly (keyof ActionForm)[]>>> = {
  assign: ["assignee"],
  entrust: ["assignee"],
  supplement: ["photos"],
};

/** An incident with its history, as far as forms look at it. */
type Standing = {
  incident: Pick<Incident, "status" | "category">;
  steps: readonly Pick<Step, "action">[];
};

/** True when the last who was asked to take the work gave it back. */
const wasGivenBack = ({ steps }: Pick<Standing, "steps">): boolean =>
  steps.findLast(({ action }) => action === "assign" || action === "return")?.action === "return";

/** The fields of an action on an incident as it stands, what it needs first. */
export function fieldsOf(action: Action, found: Standing, catalogue: Catalogue | null): Field[] {
  const { incident } = found;
  const needs = findTransition(action, incident.status)?.needs ?? [];
  const demandsPhotos = catalogue !== null && proofOf(catalogue, incident.category).length > 0;
  return [
    ...needs.map((name) => ({ name, isNeeded: name !== "photos" || demandsPhotos })),
    // Left out it goes to whoever answers for the grid: mostly the one who has just said that it is not theirs.
    ...(WELCOME[action] ?? []).map((name) => ({
      name,
      isNeeded: action === "assign" && wasGivenBack(found),
    })),
  ];
}

function toClassification(chosen: readonly string[]): CaseCommand["classification"] {
  const [category = "", condition = ""] = chosen.slice(1);
  return { category, condition };
}

/** What of a form decides where the action leads. */
export const toCourse = (action: Action, { assignee, until, correction }: ActionForm): ActionCourse => ({
  action,
  ...(assignee && { assignee: toDuty(assignee) }),
  ...(until && { until }),
  ...(correction && { classification: toClassification(correction) }),
});

/** The form as the server takes it. */
export const toCommand = (action: Action, form: ActionForm): CaseCommand => ({
  ...toCourse(action, form),
  ...(form.reason && { reason: form.reason }),
  ...(form.text && { text: form.text }),
  ...(form.duplicateOf && { duplicateOf: Number(form.duplicateOf) }),
  ...(form.photos && { photoIds: form.photos.flatMap(({ id }) => id ?? []) }),
});
