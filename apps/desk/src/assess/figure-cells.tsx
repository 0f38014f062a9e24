import { answerMsOf, rateOf } from "@getu/domain";
import type { Figure, GridFigures, RATES } from "@getu/domain";
import { durationText } from "@getu/ui";
import { Button, Typography } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** Opens the list of what a figure counts. */
export type OpenFigure = (figure: Figure) => void;

type CountProps = { figures: GridFigures; figure: Figure; onOpen: OpenFigure };

/** A count; a press opens what it counts. */
export function Count({ figures, figure, onOpen }: CountProps): ReactNode {
  const { t } = useTranslation();
  const count = figures.counts[figure];
  if (count === 0) return <span className="assess__count">0</span>;
  const name = t("desk.assess.open", { what: t(`desk.assess.figure.${figure}`), count });
  return (
    <Button type="link" className="assess__count" aria-label={name} onClick={() => onOpen(figure)}>
      {count}
    </Button>
  );
}

type RateProps = {
  figures: GridFigures;
  rate: keyof typeof RATES;
  of: readonly [Figure, Figure];
  onOpen: OpenFigure;
};

/** A share with both its counts; where they are too few it is not shown as one. */
export function RateCell({ figures, rate, of: [above, below], onOpen }: RateProps): ReactNode {
  const { t } = useTranslation();
  const { share, of } = rateOf(figures, rate);
  return (
    <div className="assess__rate">
      {share === null ? (
        <Typography.Text type="secondary">{of === 0 ? "—" : t("desk.assess.tooFew")}</Typography.Text>
      ) : (
        <strong>{`${(share * 100).toFixed(1)}%`}</strong>
      )}
      <span className="assess__parts">
        <Count {...{ figures, figure: above, onOpen }} />/<Count {...{ figures, figure: below, onOpen }} />
      </span>
    </div>
  );
}

/** The middle time to the first answer, and how many reports it stands on. */
export function AnswerCell({ figures, onOpen }: { figures: GridFigures; onOpen: OpenFigure }): ReactNode {
  const { t } = useTranslation();
  const answerMs = answerMsOf(figures);
  return (
    <div className="assess__rate">
      {answerMs === null ? (
        <Typography.Text type="secondary">
          {figures.counts.answered === 0 ? "—" : t("desk.assess.tooFew")}
        </Typography.Text>
      ) : (
        <strong>{durationText(answerMs, t)}</strong>
      )}
      <span className="assess__parts">
        <Count {...{ figures, figure: "answered", onOpen }} />/
        <Count {...{ figures, figure: "reported", onOpen }} />
      </span>
    </div>
  );
}
