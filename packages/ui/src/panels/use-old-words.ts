import { createContext, useContext } from "react";
import { useTranslation } from "react-i18next";
import { useShownSince } from "../live/behind.ts";
import { PANEL_PARTS } from "./panel-parts.ts";
import type { PanelName } from "./panel-parts.ts";

/**
 * Writes a moment of this machine's clock as the server's; null while the server is not heard at all, which is said of the
 * whole screen and not of each panel.
 */
export const OldClock = createContext<((atMs: number) => string) | null>(null);

/** What a panel says while what it is made of cannot be had although the server is heard; null while it can. */
export function useOldWords(name: PanelName): string | null {
  const { t } = useTranslation();
  const write = useContext(OldClock);
  const since = useShownSince(PANEL_PARTS[name]);
  return since === null || !write ? null : t("live.stands", { time: write(since) });
}
