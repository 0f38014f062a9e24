import { useCallback, useEffect } from "react";
import type { Vault } from "./outbox/vault.ts";

/** One for the whole tab: it hears the others, and never itself. */
const tabs = new BroadcastChannel("getu-leader-gone");

/** Tells the other tabs of this browser that whoever they belong to has gone. */
export function tellOwnerGone(): void {
  tabs.postMessage("gone"); // oxlint-disable-line unicorn/require-post-message-target-origin -- of windows only
}

/** Does something whenever somebody comes back to this page, from another one or from another tab. */
export function useOnReturn(look: () => void): void {
  useEffect(() => {
    const onVisibility = (): void => {
      if (document.visibilityState === "visible") look();
    };
    const onShow = ({ persisted }: PageTransitionEvent): void => {
      if (persisted) look();
    };
    document.addEventListener("visibilitychange", onVisibility);
    window.addEventListener("pageshow", onShow);
    return () => {
      document.removeEventListener("visibilitychange", onVisibility);
      window.removeEventListener("pageshow", onShow);
    };
  }, [look]);
}

/** Begins the page anew when its owner has gone in another tab; a tab that slept finds out when somebody comes back to it. */
export function useLeaveWithOwner(vault: Vault): void {
  useEffect(() => {
    tabs.addEventListener("message", beginAnew);
    return () => tabs.removeEventListener("message", beginAnew);
  }, []);
  const look = useCallback((): void => {
    const leaveWhenGone = async (): Promise<void> => {
      if (!(await vault.isOpen())) beginAnew();
    };
    leaveWhenGone().catch(reportError);
  }, [vault]);
  useOnReturn(look);
}

/** Nothing of what this page holds in memory outlives it. */
const beginAnew = (): void => location.replace("/leader/");
