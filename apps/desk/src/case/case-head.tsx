import { Typography } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { SeverityTag } from "../severity-tag.tsx";
import { StatusTag } from "../status-tag.tsx";
import { TimeLeft } from "../time-left.tsx";
import type { CaseView } from "./case-view.ts";

/** What it is about, and where it stands. */
export function CaseHead({ found, words, now }: CaseView): ReactNode {
  const { t } = useTranslation();
  const { incident } = found;
  const stage = words.stage(incident.status);
  return (
    <header className="case__head">
      <div className="case__title">
        <Typography.Title level={1}>{words.category(incident)}</Typography.Title>
        <Typography.Text type="secondary">{t("desk.case.number", { id: incident.id })}</Typography.Text>
        <StatusTag status={incident.status} words={words} />
        {stage && <Typography.Text type="secondary">{t("desk.case.stage", stage)}</Typography.Text>}
        <SeverityTag severity={incident.severity} />
        <TimeLeft incident={incident} now={now} />
      </div>
      <Typography.Paragraph className="case__summary">{incident.summary}</Typography.Paragraph>
      <Typography.Text type="secondary">
        {t(`channel.${incident.channel}`)} · {words.condition(incident)}
      </Typography.Text>
    </header>
  );
}
