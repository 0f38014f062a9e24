import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Format } from "../format.ts";
import { CountButton } from "./count-button.tsx";
import { longestOf } from "./longest-of.ts";

const NUMBERS = ["open", "overdue", "today", "closedToday"] as const;

/** One of the numbers of the wall. */
export type SummaryNumber = (typeof NUMBERS)[number];

/** The four numbers of a territory or a grid, each a button to the list that it counts; a dash while nothing is known. */
export function NumberButtons(props: {
  counts: Readonly<Record<SummaryNumber, number>> | null;
  format: Format;
  onOpen: (number: SummaryNumber) => void;
}): ReactNode {
  const { counts, format, onOpen } = props;
  const { t } = useTranslation();
  return (
    <dl className="numbers" data-digits={longestOf(counts ? NUMBERS.map((key) => counts[key]) : [], format)}>
      {NUMBERS.map((key) => (
        <div key={key} className={`number number--${key}`} data-none={counts?.[key] === 0}>
          <dt>{t(`summary.${key}`)}</dt>
          <dd data-number={key}>
            <CountButton what={t(`summary.${key}`)} onOpen={() => onOpen(key)}>
              {counts ? format.number(counts[key]) : "–"}
              <span className="number__unit">{t("summary.unit")}</span>
            </CountButton>
          </dd>
        </div>
      ))}
    </dl>
  );
}
