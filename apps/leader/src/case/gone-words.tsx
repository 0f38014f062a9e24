import type { Case } from "@getu/ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { usePlacement } from "../report/placement.ts";
import type { Work } from "../work.ts";

/** Says of an incident that is not the leader's any more whose ground it lies on by now, as far as the phone knows the ground. */
export function GoneWords({ last, work }: { last: Case; work: Work }): ReactNode {
  const { t } = useTranslation();
  const placement = usePlacement(work.around, last.incident.position);
  const ground = work.around?.grids.find(({ id }) => id === placement?.gridId);
  return ground && !ground.isOwn
    ? t("leader.case.movedTo", { grid: ground.name })
    : t("leader.case.theirsGone");
}
