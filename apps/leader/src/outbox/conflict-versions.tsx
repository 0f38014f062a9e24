import { useCase } from "@getu/ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ActorName } from "../case/case-steps.tsx";
import { useLoopNames } from "../loop-names.ts";
import { usePhone } from "../phone.tsx";
import type { Work } from "../work.ts";
import type { ActWork, Entry } from "./entry.ts";

type ConflictVersionsProps = { entry: Entry; work: Work };

/** What the leader noted beside how it stands now; sent again only where it still can be done. */
export function ConflictVersions({ entry, work }: ConflictVersionsProps): ReactNode {
  return entry.work.kind === "act" ? <Versions entry={entry} act={entry.work} work={work} /> : null;
}

function Versions({ entry, act, work }: ConflictVersionsProps & { act: ActWork }): ReactNode {
  const { t } = useTranslation();
  const { outbox } = usePhone();
  const { actionName, statusName } = useLoopNames(work.loop);
  const { data: found } = useCase({ territoryId: act.territoryId, id: act.incidentId });
  const last = found?.steps.at(-1);
  return (
    <div className="versions">
      <dl>
        <div>
          <dt>{t("leader.outbox.yours")}</dt>
          <dd>
            {actionName(act.action)} <time>{work.format.moment(new Date(entry.madeAtMs), work.now)}</time>
          </dd>
        </div>
        <div>
          <dt>{t("leader.outbox.theirs")}</dt>
          <dd>
            {found && last ? (
              <>
                {statusName(found.incident.status)} · {actionName(last.action)}{" "}
                <ActorName found={found} actor={last.actor} />{" "}
                <time>{work.format.moment(last.at, work.now)}</time>
              </>
            ) : (
              t("leader.outbox.theirsGone")
            )}
          </dd>
        </div>
      </dl>
      {found?.actions.includes(act.action) === true && (
        <button
          type="button"
          className="button"
          onClick={() => void outbox.resend(entry.key, found.steps.length)}
        >
          {t("leader.outbox.again")}
        </button>
      )}
    </div>
  );
}
