import type { Case } from "@getu/ui";
import { useRef, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useLoopNames } from "../loop-names.ts";
import { leadsOn, openActions } from "../next-action.ts";
import type { PhoneAction } from "../next-action.ts";
import { usePending, usePhone } from "../phone.tsx";
import type { Work } from "../work.ts";
import { ActionForm } from "./action-form.tsx";
import { needsOf, toAct } from "./act.ts";

/** What the leader can do, one thing large; what needs nothing is done with one tap. */
export function CaseActions({ found, work }: { found: Case; work: Work }): ReactNode {
  const { t } = useTranslation();
  const { outbox } = usePhone();
  const { actionName } = useLoopNames(work.loop);
  const pending = usePending(found);
  const [chosen, setChosen] = useState<PhoneAction | null>(null);
  const actions = openActions(found, pending, work.duties);
  const isKeeping = useRef(false);
  const isOpen = chosen !== null && actions.includes(chosen);

  async function take(action: PhoneAction): Promise<void> {
    if (isKeeping.current) return; // two taps come before the next render
    if (needsOf(action, { found, pending }).length > 0) return setChosen(action);
    const act = toAct(action, { found, pending });
    isKeeping.current = true;
    await outbox.add({
      personId: work.personId,
      work: { ...act, territoryId: work.territory.id, reason: null, text: null },
      photos: [],
      draft: "",
    });
    isKeeping.current = false;
  }

  if (isOpen)
    return (
      <ActionForm key={chosen} action={chosen} found={found} work={work} onClose={() => setChosen(null)} />
    );
  if (actions.length === 0)
    return pending.length === 0 && <p className="empty">{t("leader.case.noActions")}</p>;
  return (
    <div className="actions">
      {actions.map((action, place) => (
        <button
          key={action}
          type="button"
          className={place === 0 && leadsOn(action) ? "button button--main actions__first" : "button"}
          onClick={() => void take(action)}
        >
          {actionName(action)}
        </button>
      ))}
    </div>
  );
}
