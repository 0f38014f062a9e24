import type { Case } from "@getu/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useLoopNames } from "../loop-names.ts";
import { leadsOn, openActions } from "../next-action.ts";
import type { PhoneAction } from "../next-action.ts";
import { NotKept } from "../not-kept.tsx";
import { isStuckAt } from "../outbox/outbox.ts";
import { useOwnEntries, usePending } from "../phone.tsx";
import { useKeep } from "../use-keep.ts";
import type { Work } from "../work.ts";
import { ActionForm } from "./action-form.tsx";
import { needsOf, toAct } from "./act.ts";

/** What the leader can do, one thing large; what needs nothing is done with one tap. */
export function CaseActions({ found, work }: { found: Case; work: Work }): ReactNode {
  const { t } = useTranslation();
  const pending = usePending(found, work.personId);
  const isStuck = isStuckAt(useOwnEntries(work.personId), found.incident.id);
  const [chosen, setChosen] = useState<PhoneAction | null>(null);
  const actions = openActions(found, pending, work.duties);
  const isOpen = chosen !== null && actions.includes(chosen);
  if (isStuck)
    return (
      <a className="button" href="#/outbox">
        {t("leader.case.stuck")}
      </a>
    );
  if (isOpen)
    return (
      <ActionForm key={chosen} action={chosen} found={found} work={work} onClose={() => setChosen(null)} />
    );
  if (actions.length === 0)
    return pending.length === 0 && <p className="empty">{t("leader.case.noActions")}</p>;
  // What was tapped is pending then, and what comes behind it has buttons of its own.
  return (
    <ActionButtons
      key={found.steps.length + pending.length}
      {...{ found, work, actions }}
      onChoose={setChosen}
    />
  );
}

type ActionButtonsProps = {
  found: Case;
  work: Work;
  actions: readonly PhoneAction[];
  onChoose: (action: PhoneAction) => void;
};

function ActionButtons({ found, work, actions, onChoose }: ActionButtonsProps): ReactNode {
  const { actionName } = useLoopNames(work.loop);
  const pending = usePending(found, work.personId);
  const { keeping, keep } = useKeep();

  function take(action: PhoneAction): void {
    if (needsOf(action, { found, pending }).length > 0) return onChoose(action);
    const act = toAct(action, { found, pending });
    const { personId, territory } = work;
    void keep({
      personId,
      work: { ...act, territoryId: territory.id, reason: null, text: null },
      photos: [],
      draft: "",
    });
  }

  return (
    <div className="actions">
      {actions.map((action, place) => (
        <button
          key={action}
          type="button"
          className={place === 0 && leadsOn(action) ? "button button--main actions__first" : "button"}
          onClick={() => take(action)}
        >
          {actionName(action)}
        </button>
      ))}
      <NotKept keeping={keeping} />
    </div>
  );
}
