import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ActorName } from "../case/case-steps.tsx";
import { GoneWords } from "../case/gone-words.tsx";
import type { PresentCase } from "../case/use-present-case.ts";
import { useLoopNames } from "../loop-names.ts";
import type { Work } from "../work.ts";

/** How it stands by now: who did what last, or that it is somebody else's and whose ground it lies on. */
export function Theirs({ present, work }: { present: PresentCase; work: Work }): ReactNode {
  const { t } = useTranslation();
  const { actionName, statusName } = useLoopNames(work.loop);
  const { found, last, isGone } = present;
  if (isGone) return last ? <GoneWords last={last} work={work} /> : t("leader.case.theirsGone");
  const step = found?.steps.at(-1);
  if (!found || !step) return t("leader.outbox.theirsUnknown");
  return (
    <>
      {statusName(found.incident.status)} · {actionName(step.action)}{" "}
      <ActorName found={found} actor={step.actor} /> <time>{work.format.moment(step.at, work.now)}</time>
    </>
  );
}
