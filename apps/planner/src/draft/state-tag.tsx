import { toLocalTime } from "@getu/domain";
import type { DraftSummary } from "@getu/domain/redraw";
import { Tag } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

const COLOURS = {
  draft: "processing",
  submitted: "gold",
  approved: "green",
  scheduled: "cyan",
  "in-force": "success",
  superseded: "default",
  rejected: "error",
  withdrawn: "default",
} as const;

type StateTagProps = { draft: Pick<DraftSummary, "effectiveAt" | "state">; timeZone: string };

/** Where a draft stands; of one that waits for its day also which day that is. */
export function StateTag({ draft: { state, effectiveAt }, timeZone }: StateTagProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Tag color={COLOURS[state]}>
      {t(`planner.draft.state.${state}`)}
      {state === "scheduled" &&
        effectiveAt !== null &&
        ` · ${toLocalTime(effectiveAt, timeZone).slice(0, 10)}`}
    </Tag>
  );
}
