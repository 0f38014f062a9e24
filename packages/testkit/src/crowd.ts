import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Heard, ListenerPlan } from "./stream-listener.ts";

/** Many listeners to streams of server-sent events, in a process of their own. */
export type Crowd = {
  /** What each listener has heard so far, in the order of their plans. */
  tell(): Promise<readonly Heard[]>;
  leave(): Promise<void>;
};

const PROGRAM = fileURLToPath(new URL("crowd-process.ts", import.meta.url));

/** Resolves when every listener was greeted; `mark` names the text in each change that tells it from the others. */
export async function gatherCrowd(plans: readonly ListenerPlan[], mark: string): Promise<Crowd> {
  const child = fork(PROGRAM, { execArgv: [], serialization: "advanced" });
  const ask = async (order: object): Promise<unknown> => {
    child.send(order);
    const [answer] = (await once(child, "message")) as unknown[];
    return answer;
  };
  await ask({ order: "gather", plans, mark });
  return {
    tell: async () => (await ask({ order: "tell" })) as readonly Heard[],
    async leave() {
      const gone = once(child, "exit");
      child.disconnect();
      await gone;
    },
  };
}
