import { useForgetAnswers } from "@getu/ui";
import type { Account } from "@getu/ui";
import { useEffect, useRef, useState } from "react";
import { forgetGround } from "./install-worker.ts";
import type { Newcomer } from "./holder.ts";
import { tellOwnerGone } from "./other-tabs.ts";
import { usePhone } from "./phone.tsx";
import { endSubscription } from "./push/subscription.ts";

/** Whether all that is shown is the caller's own: not known yet, so, or this browser lets nothing be kept. */
export type Owning = "asking" | "own" | "cannot-keep";

const toNewcomer = ({ person, grants }: Account): Newcomer =>
  person && {
    personId: person.id,
    // By the grid itself: one that a redraw puts under another is the same one.
    rights: grants.map(
      ({ role, territoryId, gridPath }) => `${role} ${territoryId} ${gridPath.split("/").at(-1)}`,
    ),
  };

/**
 * Forgets the answers that this person may not have (any more): of somebody who did not sign out or whose place was taken
 * at the desk, by a role that was taken away, or of a sign-in that has ended. What waits to be sent stays.
 */
export function useOwnAnswers(account: Account | undefined): Owning {
  const { claim } = usePhone();
  const forgetAnswers = useRef(useForgetAnswers());
  const [taken, setTaken] = useState<string | null>(null);
  const [hasFailed, setFailed] = useState(false);
  const wanted = account === undefined ? null : JSON.stringify(toNewcomer(account));
  useEffect(() => {
    if (wanted === null || wanted === taken) return;
    const take = async (): Promise<void> => {
      const answers = await claim(JSON.parse(wanted) as Newcomer); // as it was written a few lines above
      if (answers !== "own") {
        void forgetAnswers.current(); // gone at once; nobody waits for the new ones
        tellOwnerGone();
        if (answers === "another's") await endSubscription();
        await forgetGround();
      }
      setTaken(wanted);
    };
    take().catch((error: unknown) => {
      reportError(error);
      setFailed(true);
    });
  }, [claim, taken, wanted]);
  if (hasFailed) return "cannot-keep";
  return wanted !== null && wanted === taken ? "own" : "asking";
}
