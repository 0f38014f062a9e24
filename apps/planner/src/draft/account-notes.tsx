import type { PlanProblem } from "@getu/domain/redraw";
import { Alert } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

const NOTES = { "grid-held": "held", "leader-without-account": "unled" } as const;

type AccountNotesProps = {
  problems: readonly PlanProblem[];
  nameOf: (gridId: number) => string | number;
};

/** What a draft does to accounts, which only the server knows of: grids that go under them, and leaders without one. */
export function AccountNotes({ problems, nameOf }: AccountNotesProps): ReactNode {
  const { t } = useTranslation();
  return (["grid-held", "leader-without-account"] as const).map((kind) => {
    const grids = problems.filter((problem) => problem.kind === kind).flatMap((problem) => problem.grids);
    if (grids.length === 0) return null;
    const names = grids.map(nameOf).join("、");
    return <Alert key={kind} type="warning" showIcon title={t(`planner.draft.${NOTES[kind]}`, { names })} />;
  });
}
