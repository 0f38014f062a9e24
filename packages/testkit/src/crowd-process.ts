// A crowd of listeners in a process of its own, so that listening costs the one that measures nothing: see crowd.ts.
import { startListener } from "./stream-listener.ts";
import type { ListenerPlan, StreamListener } from "./stream-listener.ts";

type Order = { order: "gather"; plans: readonly ListenerPlan[]; mark: string } | { order: "tell" };

let listeners: StreamListener[] = [];

process.on("message", async (message: Order) => {
  if (message.order === "gather") {
    listeners = message.plans.map((plan) => startListener(plan, message.mark));
    await Promise.all(listeners.map(({ isGreeted }) => isGreeted));
  }
  process.send?.(listeners.map(({ heard }) => heard));
});
process.on("disconnect", () => process.exit(0));
