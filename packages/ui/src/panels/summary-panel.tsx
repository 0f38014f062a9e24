import type { Summary } from "@getu/domain";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Format } from "../format.ts";
import { Panel } from "./panel.tsx";

const NUMBERS = ["open", "overdue", "today", "closedToday"] as const;

/** The four numbers of the wall; a dash while nothing is known, and what stands outside every grid below. */
export function SummaryPanel({ summary, format }: { summary: Summary | null; format: Format }): ReactNode {
  const { t } = useTranslation();
  return (
    <Panel name="summary" title={t("summary.title")} aside={summary && <Unplaced summary={summary} />}>
      <dl className="numbers" data-digits={longest(summary, format)}>
        {NUMBERS.map((key) => (
          <div key={key} className={`number number--${key}`} data-none={summary?.total[key] === 0}>
            <dt>{t(`summary.${key}`)}</dt>
            <dd data-number={key}>
              {summary ? format.number(summary.total[key]) : "–"}
              <span className="number__unit">{t("summary.unit")}</span>
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

/** Characters of the longest number: long ones are set smaller, so that none is cut. */
const longest = (summary: Summary | null, format: Format): number =>
  NUMBERS.reduce((most, key) => Math.max(most, summary ? format.number(summary.total[key]).length : 1), 1);

/** Work that no grid owns must not hide behind a good total. */
function Unplaced({ summary }: { summary: Summary }): ReactNode {
  const { t } = useTranslation();
  if (summary.unplaced === 0) return t("summary.allPlaced");
  return <strong className="late">{t("summary.unplaced", { count: summary.unplaced })}</strong>;
}
