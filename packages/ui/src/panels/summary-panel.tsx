import type { Chain, Summary } from "@getu/domain";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Format } from "../format.ts";
import { NumberButtons } from "./number-buttons.tsx";
import type { SummaryNumber } from "./number-buttons.tsx";
import { Panel } from "./panel.tsx";
import { Rung } from "./rung.tsx";

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
      <NumberButtons counts={summary?.total ?? null} format={format} onOpen={onOpen} />
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

/** Work that no grid owns must not hide behind a good total. */
function Unplaced({ summary }: { summary: Summary }): ReactNode {
  const { t } = useTranslation();
  if (summary.unplaced === 0) return t("summary.allPlaced");
  return <strong className="late">{t("summary.unplaced", { count: summary.unplaced })}</strong>;
}
