import "./audit.css";
import type { AuditEntry, AuditFilter, NamedAuditEntry } from "@getu/domain";
import { useAudit, useAuditWords, useLanguage, useRefusalWords } from "@getu/ui";
import { Alert, Button, Table, Typography } from "antd";
import type { TableColumnsType } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { AuditFilters } from "./audit-filters.tsx";
import { ChainState } from "./chain-state.tsx";

const INCIDENT = /^incident:(\d+)$/;

function Subject({ subject, subjectName }: Pick<NamedAuditEntry, "subject" | "subjectName">): ReactNode {
  const incident = INCIDENT.exec(subject ?? "")?.[1];
  if (subject !== null && subjectName !== null) return <span title={subject}>{subjectName}</span>;
  return incident === undefined ? (subject ?? "—") : <a href={`#/incident/${incident}`}>{subject}</a>;
}

function useColumns(): TableColumnsType<NamedAuditEntry> {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { deed, fact } = useAuditWords();
  const time = new Intl.DateTimeFormat(language, {
    dateStyle: "short",
    timeStyle: "medium",
    hourCycle: "h23",
  });
  const actorOf = ({ actor, actorName }: NamedAuditEntry): string => {
    if (actor === "system" || actor === "nobody") return t(`desk.audit.${actor}`);
    return actorName ?? actor;
  };
  const factsText = (facts: AuditEntry["facts"]): string =>
    Object.entries(facts)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => `${fact(name)} ${value}`)
      .join(" · ");
  return [
    { title: t("desk.audit.seq"), width: 80, align: "end", dataIndex: "seq" },
    { title: t("desk.audit.at"), width: 160, render: (_, { at }) => time.format(new Date(at)) },
    { title: t("desk.audit.actor"), width: 160, render: (_, entry) => actorOf(entry) },
    { title: t("desk.audit.what"), width: 150, render: (_, { action }) => deed(action) },
    { title: t("desk.audit.subject"), width: 180, render: (_, entry) => <Subject {...entry} /> },
    { title: t("desk.audit.facts"), render: (_, { facts }) => factsText(facts) || "—" },
    { title: t("desk.audit.reason"), width: 180, render: (_, { reason }) => reason ?? "—" },
    { title: t("desk.audit.address"), width: 130, render: (_, { address }) => address ?? "—" },
  ];
}

/** The audit log for those who watch over it; that it was opened is a row of it. */
export function AuditPage(): ReactNode {
  const { t } = useTranslation();
  const wordsFor = useRefusalWords();
  const [filter, setFilter] = useState<AuditFilter>({});
  const { entries, error, hasMore, isLoading, more } = useAudit(filter);
  return (
    <div className="desk__lines audit">
      <Typography.Title level={1} style={{ margin: 0, fontSize: 22 }}>
        {t("desk.audit.title")}
      </Typography.Title>
      <Typography.Text type="secondary">{t("desk.audit.hint")}</Typography.Text>
      <ChainState />
      <AuditFilters onFilter={setFilter} />
      {error !== null && <Alert type="error" showIcon title={wordsFor(error)} />}
      <Table
        rowKey="seq"
        size="small"
        className="audit__table"
        columns={useColumns()}
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
