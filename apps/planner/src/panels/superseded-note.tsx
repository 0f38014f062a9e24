import type { Territory } from "@getu/domain";
import type { BoundaryVersion } from "@getu/domain/redraw";
import { useLanguage, useVersions } from "@getu/ui";
import type { OpenDraft } from "@getu/ui";
import { Alert, Typography } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { dayText } from "../print/day-text.ts";

type SupersededNoteProps = { territory: Territory; draft: OpenDraft };

/** What is still known of a draft whose lines a later version has replaced, and why there are no numbers by them any more. */
export function SupersededNote({ territory, draft }: SupersededNoteProps): ReactNode {
  const { t } = useTranslation();
  const { data: versions = [] } = useVersions(territory.id);
  const own = versions.find(({ draftId }) => draftId === draft.id);
  const next = own && versions.find(({ number }) => number === own.number + 1);
  return (
    <div className="planner__lines">
      <Alert type="info" showIcon title={t("print.draft.superseded")} />
      {own && next && <Reign {...{ territory, own, next }} />}
      <Typography.Text type="secondary">{t("planner.impact.superseded")}</Typography.Text>
    </div>
  );
}

type ReignProps = { territory: Territory; own: BoundaryVersion; next: BoundaryVersion };

/** From when to when a version was in force, and what moved when it came. */
function Reign({ territory, own, next }: ReignProps): ReactNode {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const dayOf = ({ effectiveFrom }: BoundaryVersion): string =>
    dayText(effectiveFrom, { language, timeZone: territory.timeZone });
  return (
    <ul className="planner__facts">
      <li>{t("planner.impact.inForceFrom", { version: own.number, date: dayOf(own) })}</li>
      <li>{t("planner.impact.inForceUntil", { version: next.number, date: dayOf(next) })}</li>
      {own.reassignment && <li>{t("planner.impact.movedThen", own.reassignment)}</li>}
    </ul>
  );
}
