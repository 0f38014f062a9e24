import { planOf } from "@getu/editor";
import type { Session, StepRefusal } from "@getu/editor";
import { Button, Tag } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { SuggestedNote } from "./suggest/suggested-note.tsx";
import { useSessionState } from "./use-session.ts";
import type { View } from "./view.ts";

/** What to do next with the tool in the hand, why it does not go, and yes or no to what is proposed. */
export function HintBar({ session, view }: { session: Session; view: View }): ReactNode {
  const { t } = useTranslation();
  const hand = useSessionState(session, (state) => state.hand);
  const isProposed = hand.phase === "proposed";
  const suggested = view.suggested?.steps === hand.proposal?.steps ? view.suggested : null;
  return (
    <div className="planner__hint" role="status">
      {hand.blocked && <RefusalTag session={session} refusal={hand.blocked} />}
      {suggested ? (
        <SuggestedNote suggested={suggested} />
      ) : (
        <span>{t(`planner.hint.${isProposed ? "proposed" : hand.tool}`)}</span>
      )}
      {hand.phase !== "ready" && (
        <span className="planner__answer">
          {isProposed && hand.tool === "cut" && (
            <Button onClick={() => session.send({ type: "swap" })}>
              {t("planner.swap")} <kbd>X</kbd>
            </Button>
          )}
          <Button onClick={() => session.send({ type: "cancel" })}>
            {t("planner.reject")} <kbd>Esc</kbd>
          </Button>
          <Button type="primary" disabled={!hand.proposal} onClick={() => session.send({ type: "accept" })}>
            {t("planner.accept")} <kbd>Enter</kbd>
          </Button>
        </span>
      )}
    </div>
  );
}

/** More names would push the answers off the bar. */
const MOST_NAMES = 3;

/** Why it does not go, and for which grids. */
function RefusalTag({ session, refusal }: { session: Session; refusal: StepRefusal }): ReactNode {
  const { t } = useTranslation();
  const { grids } = useSessionState(session, ({ history }) => planOf(history));
  const names = refusal.owners.flatMap((owner) => grids.get(owner)?.name ?? []).slice(0, MOST_NAMES);
  return (
    <Tag color="error">
      <span>{t(`planner.refused.${refusal.refused}`)}</span>
      {names.length > 0 && <span>（{names.join("、")}）</span>}
    </Tag>
  );
}
