import type { DraftSummary } from "@getu/domain/redraw";
import { useEffect, useState } from "react";
import { openLiveConnection } from "./live/live-connection.ts";
import { useTRPCClient } from "./trpc.ts";

/** Somebody who draws saves every few seconds: what follows on a change is told with it. */
const AFTER_MS = 600;

/** How a draft stands as `/live` has it, whoever changes it; null until that is known. */
export function useDraftNews(territoryId: number, draftId: number): DraftSummary | null {
  const client = useTRPCClient();
  const [latest, setLatest] = useState<DraftSummary | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isGone = false;
    const look = async (): Promise<void> => {
      timer = undefined;
      const standing = await client.draft.standing.query({ territoryId, draftId });
      if (!isGone) setLatest(standing);
    };
    // What is not heard now is asked for again when the stream is, so a look that fails is let go.
    const lookSoon = (): void => {
      timer ??= setTimeout(() => void look().catch(() => undefined), AFTER_MS);
    };
    const connection = openLiveConnection(territoryId, {
      onState: () => undefined,
      onChange: (change) => {
        if (change.topic === "draft" ? change.draftId === draftId : change.topic === "territory") lookSoon();
      },
      onBegin: lookSoon,
      onResync: lookSoon,
      onBack: lookSoon,
    });
    return () => {
      isGone = true;
      clearTimeout(timer);
      connection.close();
    };
  }, [client, territoryId, draftId]);
  return latest;
}
