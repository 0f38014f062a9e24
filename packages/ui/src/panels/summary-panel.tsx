import type { Chain, Summary } from "@getu/domain";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Format } from "../format.ts";
import { Panel } from "./panel.tsx";
import { Rung } from "./rung.tsx";

const NUMBERS = ["open", "overdue", "today", "closedToday"] as const;

/** One of the numbers of the wall. */
export type SummaryNumber = (typeof NUMBERS)[number];

type SummaryProps = {
  summary: Summary | null;
  chain: Chain | null;
  format: Format;
  /** Opens the list that a number counts. */
  onOpen: (number: SummaryNumber) => void;
};

/** The four numbers of the wall; a dash while nothing is known, and below them how far up what is late has climbed. */
export function SummaryPanel({ summary, chain, format, onOpen }: SummaryProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Panel name="summary" title={t("summary.title")} aside={summary && <Unplaced summary={summary} />}>
      <dl className="numbers" data-digits={longest(summary, format)}>
        {NUMBERS.map((key) => (
          <div key={key} className={`number number--${key}`} data-none={summary?.total[key] === 0}>
            <dt>{t(`summary.${key}`)}</dt>
            <dd data-number={key}>
              <button
                type="button"
                title={t("summary.show", { what: t(`summary.${key}`) })}
                onClick={() => onOpen(key)}
              >
                {summary ? format.number(summary.total[key]) : "–"}
                <span className="number__unit">{t("summary.unit")}</span>
              </button>
            </dd>
          </div>
        ))}
      </dl>
      {summary && summary.ladder.length > 0 && (
        <ol className="rungs" aria-label={t("rung.title")}>
          {summary.ladder.map(({ reached, overdue }) => (
            <li key={reached}>
              <Rung reached={reached} chain={chain} />
              <strong>{format.number(overdue)}</strong>
            </li>
          ))}
        </ol>
      )}
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
