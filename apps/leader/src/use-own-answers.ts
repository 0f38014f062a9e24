import { useForgetAnswers } from "@getu/ui";
import { useEffect, useRef, useState } from "react";
import { forgetGround } from "./install-worker.ts";
import { tellOwnerGone } from "./other-tabs.ts";
import { usePhone } from "./phone.tsx";
import { endSubscription } from "./push/subscription.ts";

/**
 * Forgets the answers that somebody else had on this phone: who did not sign out, or whose place was taken at the desk.
 * True once all there is was asked for by this person.
 */
export function useOwnAnswers(personId: string | null): boolean {
  const { claim } = usePhone();
  const forgetAnswers = useRef(useForgetAnswers());
  const [owner, setOwner] = useState<string | null>(null);
  useEffect(() => {
    if (personId === null || personId === owner) return;
    const take = async (): Promise<void> => {
      if (await claim(personId)) {
        void forgetAnswers.current(); // gone at once; nobody waits for the new ones
        tellOwnerGone();
        await endSubscription();
        await forgetGround();
      }
      setOwner(personId);
    };
    take().catch(reportError);
  }, [claim, owner, personId]);
  return personId !== null && owner === personId;
}
