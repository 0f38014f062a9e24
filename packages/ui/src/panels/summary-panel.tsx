import type { Chain, Summary } from "@getu/domain";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Format } from "../format.ts";
import { CountButton } from "./count-button.tsx";
import type { CountedIncidents } from "./count-of.ts";
import { NumberButtons } from "./number-buttons.tsx";
import { Panel } from "./panel.tsx";
import { Rung, useRungName } from "./rung.tsx";

type SummaryProps = {
  summary: Summary | null;
  chain: Chain | null;
  format: Format;
  /** Opens the list that a number counts. */
  onOpen: (counted: CountedIncidents) => void;
};

/** The four numbers of the wall; a dash while nothing is known, and below them how far up what is late has climbed. */
export function SummaryPanel({ summary, chain, format, onOpen }: SummaryProps): ReactNode {
  const { t } = useTranslation();
  const rungName = useRungName(chain);
  const aside = summary && <Unplaced {...{ summary, format, onOpen }} />;
  return (
    <Panel name="summary" title={t("summary.title")} aside={aside}>
      <NumberButtons
        counts={summary?.total ?? null}
        format={format}
        onOpen={(number) => onOpen({ number })}
      />
      {summary && summary.ladder.length > 0 && (
        <ol className="rungs" aria-label={t("rung.title")}>
          {summary.ladder.map(({ reached, overdue }) => (
            <li key={reached}>
              <Rung reached={reached} chain={chain} />
              <strong>
                <CountButton what={rungName(reached)} onOpen={() => onOpen({ number: "overdue", reached })}>
                  {format.number(overdue)}
                </CountButton>
              </strong>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}

/** Work that no grid owns must not hide behind a good total. */
function Unplaced(props: Pick<SummaryProps, "format" | "onOpen"> & { summary: Summary }): ReactNode {
  const { summary, format, onOpen } = props;
  const { t } = useTranslation();
  if (summary.unplaced === 0) return t("summary.allPlaced");
  return (
    <strong className="late">
      <CountButton what={t("ticker.outside")} onOpen={() => onOpen({ number: "open", gridId: null })}>
        {t("summary.unplaced", { text: format.number(summary.unplaced) })}
      </CountButton>
    </strong>
  );
}
