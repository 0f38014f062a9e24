import { useForgetAnswers } from "@getu/ui";
import type { Account } from "@getu/ui";
import { useEffect, useRef, useState } from "react";
import { SecretAway } from "./claim-phone.ts";
import { forgetGround } from "./install-worker.ts";
import type { Newcomer } from "./holder.ts";
import { tellOwnerGone } from "./other-tabs.ts";
import { usePhone } from "./phone.tsx";
import { endSubscription } from "./push/subscription.ts";

/** Whether all that is shown is the caller's own: not known yet, nobody reached to open what is kept, so, or nothing can be kept. */
export type Owning = "asking" | "away" | "own" | "cannot-keep";

/** So soon the server is asked again for what a locked phone is opened with. */
const ASK_AGAIN_MS = 3_000;

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
 * at the desk, by a role that was taken away, or of a sign-in that has ended. What waits to be sent stays. `onCleared` hears
 * that nothing of another is there any more, before what is kept has been opened.
 */
export function useOwnAnswers(account: Account | undefined, onCleared: () => void): Owning {
  const { claim } = usePhone();
  const tellCleared = useRef(onCleared);
  useEffect(() => {
    tellCleared.current = onCleared;
  });
  const forgetAnswers = useRef(useForgetAnswers());
  const [taken, setTaken] = useState<string | null>(null);
  const [failure, setFailure] = useState<"away" | "cannot-keep" | null>(null);
  const wanted = account === undefined ? null : JSON.stringify(toNewcomer(account));
  useEffect(() => {
    if (wanted === null || wanted === taken) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const take = async (): Promise<void> => {
      const newcomer = JSON.parse(wanted) as Newcomer; // as it was written a few lines above
      const answers = await claim(newcomer, (cleared) => {
        if (cleared !== "own") void forgetAnswers.current(); // gone at once; nobody waits for the new ones
        tellCleared.current();
      });
      if (answers !== "own") {
        tellOwnerGone();
        if (answers === "another's") await endSubscription();
        await forgetGround();
      }
      setFailure(null);
      setTaken(wanted);
    };
    const attempt = (): void =>
      void take().catch((error: unknown) => {
        const isAway = error instanceof SecretAway;
        if (!isAway) reportError(error);
        setFailure(isAway ? "away" : "cannot-keep");
        if (isAway) timer = setTimeout(attempt, ASK_AGAIN_MS);
      });
    attempt();
    return () => clearTimeout(timer);
  }, [claim, taken, wanted]);
  if (failure !== null) return failure;
  return wanted !== null && wanted === taken ? "own" : "asking";
}
