import type { Territory } from "@getu/domain";
import { createFormat, DRAFTS_A_PAGE, useDrafts, useLanguage } from "@getu/ui";
import type { DraftCalls } from "@getu/ui";
import { App, Button, Drawer, Pagination, Typography } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { openDraft, useOpenDraftId } from "./open-draft.ts";
import { StateTag } from "./state-tag.tsx";
import { VersionList } from "./version-list.tsx";

type DraftsDrawerProps = {
  territory: Territory;
  calls: DraftCalls;
  /** Steps that are kept nowhere: they go when a draft is opened. */
  unkept: number;
  onClose: () => void;
};

/** Every draft and every published version, the newest first. */
export function DraftsDrawer({ territory, calls, unkept, onClose }: DraftsDrawerProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Drawer open onClose={onClose} title={t("planner.draft.all")} size={420}>
      <DraftList {...{ territory, unkept }} onOpen={onClose} />
      <VersionList {...{ territory, calls }} />
    </Drawer>
  );
}

type DraftListProps = Pick<DraftsDrawerProps, "territory" | "unkept"> & { onOpen: () => void };

function DraftList({ territory, unkept, onOpen }: DraftListProps): ReactNode {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const { language } = useLanguage();
  const open = useOpenDraftId();
  const [page, setPage] = useState(1);
  const { data: { drafts, total } = { drafts: [], total: 0 } } = useDrafts(territory.id, page);
  const format = createFormat(language, territory.timeZone);
  const go = (draftId: number | null): void => {
    onOpen();
    openDraft(draftId);
  };
  const ask = (draftId: number): void => {
    if (unkept === 0) go(draftId);
    else
      modal.confirm({
        title: t("planner.draft.leaveAsk", { count: unkept }),
        okText: t("planner.draft.leave"),
        okButtonProps: { danger: true },
        onOk: () => go(draftId),
      });
  };
  return (
    <>
      <ul className="planner__problems">
        {drafts.map((draft) => (
          <li key={draft.id}>
            <span className="planner__problem">
              <strong>{draft.name}</strong> <StateTag draft={draft} timeZone={territory.timeZone} />
              <br />
              <Typography.Text type="secondary">
                {t("planner.draft.by", {
                  name: draft.createdBy.name ?? draft.createdBy.actor,
                  time: format.moment(new Date(draft.changedAt), new Date()),
                })}
              </Typography.Text>
              {draft.comment !== null && (
                <>
                  <br />
                  <Typography.Text type="danger">{draft.comment}</Typography.Text>
                </>
              )}
            </span>
            {draft.id === open ? (
              <Button size="small" onClick={() => go(null)}>
                {t("planner.draft.close")}
              </Button>
            ) : (
              <Button size="small" type="primary" onClick={() => ask(draft.id)}>
                {t("planner.draft.open")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Pagination
        size="small"
        hideOnSinglePage
        showSizeChanger={false}
        current={page}
        pageSize={DRAFTS_A_PAGE}
        total={total}
        onChange={setPage}
      />
    </>
  );
}
