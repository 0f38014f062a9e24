import type { CallDraft, CallField } from "./call-draft.ts";

/** What a field of the form works with. */
export type FieldProps = {
  draft: CallDraft;
  /** How a field shows that it is missing; nothing while it is not asked for. */
  problem: (field: CallField) => { validateStatus?: "error"; help?: string };
  onChange: (changed: Partial<CallDraft>) => void;
};
