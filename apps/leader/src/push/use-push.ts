import { usePushKey, useRefusalWords, useTRPCClient } from "@getu/ui";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuietHours } from "../use-quiet-hours.ts";
import { leaveCallWords } from "./call-words.ts";
import { endSubscription, findSubscription, readAbility, subscribe, toWish } from "./subscription.ts";

/** How this phone stands to being called: why it cannot be, or whether it is. */
export type PushState = "asking" | "no-key" | "unable" | "denied" | "off" | "on";

/** Whether this phone is called, and how to change it; `failure`: why the last try did not come off. */
export function usePush(): {
  state: PushState;
  failure: string | null;
  turnOn: () => Promise<void>;
  turnOff: () => Promise<void>;
} {
  const { t } = useTranslation();
  const backend = useTRPCClient();
  const wordsOf = useRefusalWords();
  const publicKey = usePushKey();
  const [hours] = useQuietHours();
  const [state, setState] = useState<"asking" | "off" | "on">("asking");
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    findSubscription().then((found) => setState(found ? "on" : "off"), reportError);
  }, []);

  async function change(work: () => Promise<void>): Promise<void> {
    setFailure(null);
    try {
      await work();
    } catch (error) {
      await endSubscription().catch(() => undefined); // half of it is nothing
      setFailure(error instanceof DOMException ? t("leader.calls.noService") : wordsOf(error));
    }
    setState((await findSubscription()) ? "on" : "off");
  }
  const begin = async (): Promise<void> => {
    if (typeof publicKey !== "string" || (await Notification.requestPermission()) !== "granted") return;
    await leaveCallWords(t);
    await backend.push.keep.mutate(toWish(await subscribe(publicKey), hours));
  };
  const end = async (): Promise<void> => {
    const found = await findSubscription();
    if (!found) return;
    await found.unsubscribe();
    await backend.push.remove.mutate({ endpoint: found.endpoint });
  };
  return {
    state: stateOf(publicKey, state),
    failure,
    turnOn: () => change(begin),
    turnOff: () => change(end),
  };
}

function stateOf(publicKey: string | null | undefined, own: "asking" | "off" | "on"): PushState {
  if (publicKey === null) return "no-key";
  const ability = readAbility();
  if (ability !== "able") return ability;
  return publicKey === undefined ? "asking" : own;
}

/** One after the other: what was said last holds. */
let turn: Promise<void> = Promise.resolve();

/**
 * Says anew where this phone takes calls: at each start, since every sign-in is another one, and when its quiet hours or
 * its language change. What does not come off now does at the next start.
 */
export function useRenewedPush(isLive: boolean): void {
  const { t } = useTranslation();
  const backend = useTRPCClient();
  const publicKey = usePushKey();
  const [hours] = useQuietHours();
  useEffect(() => {
    const renew = async (): Promise<void> => {
      if (!isLive || typeof publicKey !== "string" || !(await findSubscription())) return;
      await leaveCallWords(t);
      await backend.push.keep.mutate(toWish(await subscribe(publicKey), hours));
    };
    turn = turn.then(renew).catch(() => undefined);
  }, [isLive, publicKey, hours, t, backend]);
}
