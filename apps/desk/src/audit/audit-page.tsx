import "./audit.css";
import type { AuditFilter, NamedAuditEntry } from "@getu/domain";
import { useAudit, useAuditWords, useLanguage, useRefusalWords } from "@getu/ui";
import { Alert, Button, Table, Typography } from "antd";
import type { TableColumnsType } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { AuditFilters } from "./audit-filters.tsx";
import { ChainState } from "./chain-state.tsx";
import { PageHead } from "../page-head.tsx";
import { useLogZone } from "./use-log-zone.ts";

const INCIDENT = /^incident:(\d+)$/;

function Subject({ subject, names }: Pick<NamedAuditEntry, "subject" | "names">): ReactNode {
  if (subject === null) return "—";
  const incident = INCIDENT.exec(subject)?.[1];
  if (incident !== undefined) return <a href={`#/incident/${incident}`}>{subject}</a>;
  return <span title={subject}>{names[subject] ?? subject}</span>;
}

function useColumns(timeZone: string): TableColumnsType<NamedAuditEntry> {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { deed, actor, facts } = useAuditWords();
  const time = new Intl.DateTimeFormat(language, {
    timeZone,
    dateStyle: "short",
    timeStyle: "medium",
    hourCycle: "h23",
  });
  const timeOf = (iso: string): string => time.format(new Date(iso));
  return [
    { title: t("desk.audit.seq"), width: 80, align: "end", dataIndex: "seq" },
    { title: t("desk.audit.at"), width: 160, render: (_, { at }) => timeOf(at) },
    { title: t("desk.audit.actor"), width: 160, render: (_, entry) => actor(entry) },
    { title: t("desk.audit.what"), width: 150, render: (_, { action }) => deed(action) },
    { title: t("desk.audit.subject"), width: 180, render: (_, entry) => <Subject {...entry} /> },
    { title: t("desk.audit.facts"), render: (_, entry) => facts(entry, timeOf) || "—" },
    { title: t("desk.audit.reason"), width: 180, render: (_, { reason }) => reason ?? "—" },
    { title: t("desk.audit.address"), width: 130, render: (_, { address }) => address ?? "—" },
  ];
}

/** The audit log for those who watch over it; that it was opened is a row of it. */
export function AuditPage(): ReactNode {
  const { t } = useTranslation();
  const wordsFor = useRefusalWords();
  const timeZone = useLogZone();
  const [filter, setFilter] = useState<AuditFilter>({});
  const { entries, error, hasMore, isLoading, more } = useAudit(filter);
  return (
    <div className="desk__lines audit">
      <PageHead title={t("desk.audit.title")} />
      <Typography.Text type="secondary">{t("desk.audit.hint", { timeZone })}</Typography.Text>
      <ChainState />
      <AuditFilters timeZone={timeZone} onFilter={setFilter} />
      {error !== null && <Alert type="error" showIcon title={wordsFor(error)} />}
      <Table
        rowKey="seq"
        size="small"
        className="audit__table"
        columns={useColumns(timeZone)}
        dataSource={[...(entries ?? [])]}
        loading={isLoading}
        locale={{ emptyText: t("desk.audit.empty") }}
        pagination={false}
        scroll={{ x: 1240 }}
        sticky
      />
      {hasMore && (
        <Button block loading={isLoading} onClick={more}>
          {t("desk.audit.more")}
        </Button>
      )}
    </div>
  );
}
