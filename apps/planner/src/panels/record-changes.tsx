import type { RecordChange } from "@getu/domain/redraw";
import { Button } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** More grids than these are shown when they are asked for. */
const MOST_SHOWN = 50;

/** Old beside new of every grid that comes, goes, or of which something else is said; nothing without any. */
export function RecordChanges({ records }: { records: readonly RecordChange[] }): ReactNode {
  const { t } = useTranslation();
  const [isWhole, setWhole] = useState(false);
  if (records.length === 0) return null;
  const shown = isWhole ? records : records.slice(0, MOST_SHOWN);
  const hidden = records.length - shown.length;
  return (
    <section className="planner__records">
      <h3>{t("planner.impact.record.title", { count: records.length })}</h3>
      <ul>
        {shown.map((record) => (
          <li key={record.grid}>
            <RecordRow record={record} />
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <Button size="small" onClick={() => setWhole(true)}>
          {t("planner.impact.record.more", { count: hidden })}
        </Button>
      )}
    </section>
  );
}

function RecordRow({ record: { code, name, fate, fields, shares } }: { record: RecordChange }): ReactNode {
  const { t } = useTranslation();
  const unsaid = t("planner.grid.unknown");
  const names = shares.map((share) => `${share.name}（${share.code}）`).join("、");
  return (
    <>
      <p className="planner__record-grid">
        <strong>{name}</strong> <span>{code}</span>
        {fate !== "stays" && <em>{t(fate === "new" ? "planner.effect.created" : "planner.effect.gone")}</em>}
        {fate !== "stays" && names !== "" && <span>{t(`planner.impact.record.${fate}`, { names })}</span>}
      </p>
      {fields.map(({ field, before, after }) => (
        <p key={field} className="planner__record-field">
          <span>{t(`planner.impact.record.field.${field}`)}</span>
          <span>{before ?? unsaid}</span>
          <span aria-label={t("planner.impact.record.becomes")}>→</span>
          <strong>{after ?? (field === "households" ? t("planner.impact.record.uncounted") : unsaid)}</strong>
        </p>
      ))}
    </>
  );
}
