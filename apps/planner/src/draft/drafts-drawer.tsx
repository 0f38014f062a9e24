import type { Territory } from "@getu/domain";
import { may } from "@getu/domain";
import { createFormat, DRAFTS_A_PAGE, useAccount, useDrafts, useLanguage, useVersions } from "@getu/ui";
import type { DraftCalls } from "@getu/ui";
import { App, Button, Drawer, Input, Modal, Pagination, Tag, Typography } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { openDraft, useOpenDraftId } from "./open-draft.ts";
import { StateTag } from "./state-tag.tsx";
import { useAct } from "@getu/ui/use-act.ts";

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

function VersionList({ territory, calls }: { territory: Territory; calls: DraftCalls }): ReactNode {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { data: account } = useAccount();
  const { data: versions = [] } = useVersions(territory.id);
  const [asked, setAsked] = useState<number | null>(null);
  const format = createFormat(language, territory.timeZone);
  const viewer = { caller: { kind: "nobody" }, grants: account?.grants ?? [] } as const;
  const mayRestore = may(viewer, "draft.approve", { territoryId: territory.id, gridPath: "" });
  return (
    <>
      <Typography.Title level={5}>{t("planner.draft.versions")}</Typography.Title>
      <ul className="planner__problems">
        {versions.map(({ number, effectiveFrom, restores }) => (
          <li key={number}>
            <span className="planner__problem">
              <strong>{t("planner.draft.version", { number })}</strong>{" "}
              {number === territory.version && <Tag color="success">{t("planner.draft.inForce")}</Tag>}
              <br />
              <Typography.Text type="secondary">
                {t("planner.draft.since", { time: format.moment(new Date(effectiveFrom), new Date()) })}
                {restores !== null && ` · ${t("planner.draft.restores", { number: restores })}`}
              </Typography.Text>
            </span>
            {mayRestore && number !== territory.version && (
              <Button size="small" onClick={() => setAsked(number)}>
                {t("planner.draft.restore")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {asked !== null && (
        <RestoreDialog
          version={asked}
          seen={territory.version}
          calls={calls}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}

type RestoreDialogProps = {
  version: number;
  /** What is in force as it was shown. */
  seen: number;
  calls: DraftCalls;
  onClose: () => void;
};

function RestoreDialog({ version, seen, calls, onClose }: RestoreDialogProps): ReactNode {
  const { t } = useTranslation();
  const { isBusy, act } = useAct();
  const [reason, setReason] = useState("");
  const restore = (): Promise<void> =>
    act(async () => {
      await calls.rollback(version, seen, reason.trim());
      onClose();
    });
  return (
    <Modal
      open
      title={`${t("planner.draft.restore")} · ${t("planner.draft.version", { number: version })}`}
      okText={t("planner.accept")}
      okButtonProps={{ disabled: reason.trim() === "", loading: isBusy }}
      onOk={() => void restore()}
      onCancel={onClose}
    >
      <label className="planner__field">
        {t("planner.draft.restoreReason")}
        <Input maxLength={500} value={reason} onChange={({ target }) => setReason(target.value)} />
      </label>
    </Modal>
  );
}
