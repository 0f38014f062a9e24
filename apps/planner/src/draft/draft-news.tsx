import { useDraftNews } from "@getu/ui";
import type { DraftCalls, OpenDraft } from "@getu/ui";
import { useAct } from "@getu/ui/use-act.ts";
import { Alert, Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { newsOf } from "./news-of.ts";
import type { DraftNewsItem } from "./news-of.ts";
import type { Saving } from "./use-autosave.ts";

type DraftNewsProps = {
  territoryId: number;
  draft: OpenDraft;
  saving: Saving | null;
  calls: DraftCalls;
  /** Reads the draft anew. */
  onReload: () => void;
};

/** Says who has drawn on the open draft or moved it along meanwhile, and offers to load it; nothing is changed by itself. */
export function DraftNews({ territoryId, draft, saving, calls, onReload }: DraftNewsProps): ReactNode {
  const { t } = useTranslation();
  const { isBusy, act } = useAct();
  const latest = useDraftNews(territoryId, draft.id);
  const revision = Math.max(draft.revision, saving?.outbox.revision ?? 0);
  const wordsOf = useNewsWords();
  // What is on its way is one's own, until the server has said otherwise.
  const isSaved = saving === null || saving.state === "saved";
  const news = isSaved ? newsOf({ state: draft.state, revision }, latest) : null;
  if (!news) return null;
  const load = (): Promise<void> =>
    act(async () => {
      await calls.refresh();
      onReload();
    });
  return (
    <Alert
      type="info"
      showIcon
      role="status"
      title={wordsOf(news)}
      action={
        <Button size="small" type="primary" loading={isBusy} onClick={() => void load()}>
          {t("planner.draft.news.load")}
        </Button>
      }
    />
  );
}

function useNewsWords(): (news: DraftNewsItem) => string {
  const { t } = useTranslation();
  return (news) => {
    const name = nameOf(news.by) ?? t("planner.draft.news.somebody");
    return news.kind === "drawn"
      ? t("planner.draft.news.drawn", { name, count: news.count })
      : t(`planner.draft.news.moved.${news.to}`, { name });
  };
}

const nameOf = (by: DraftNewsItem["by"]): string | null => by && (by.name ?? by.actor);
