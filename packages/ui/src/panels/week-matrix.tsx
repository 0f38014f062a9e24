import { ENOUGH_FOR_HEAT, hoursOfPart } from "@getu/domain";
import type { WeekCells, WeekPart } from "@getu/domain";
import { heatColour, heatInk } from "@getu/layers";
import type { CSSProperties, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Format } from "../format.ts";
import { useLanguage } from "../messages/use-language.ts";
import { weekdayName } from "../weekday-name.ts";

const DAYS = [0, 1, 2, 3, 4, 5, 6] as const;

type MatrixProps = {
  cells: WeekCells;
  /** Hours of the week that stand out. */
  marked: ReadonlySet<number>;
  /** Somebody wants to see a day, hours of every day, or a cell alone. */
  onChoose: (part: WeekPart) => void;
  format: Format;
};

/** Incidents of each part of the week as numbers on the heat's colours, to be chosen; too few of them are said to be too few. */
export function WeekMatrix(props: MatrixProps): ReactNode {
  const { hours: length, counts } = props.cells;
  const { onChoose } = props;
  const { language } = useLanguage();
  const { t } = useTranslation();
  const most = Math.max(1, ...counts);
  const perDay = Array.from({ length: 24 / length }, (_, i) => i * length);
  return (
    <table
      className="week"
      aria-label={t("week.title")}
      style={{ "--week-cells": perDay.length } as CSSProperties}
    >
      <thead>
        <tr>
          <td />
          {perDay.map((hour) => (
            <th key={hour} scope="col">
              <PartButton onPress={() => onChoose({ day: null, hours: { from: hour, to: hour + length } })}>
                {length === 1 ? hour : `${hour}–${hour + length}`}
              </PartButton>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {DAYS.map((day) => (
          <tr key={day}>
            <th scope="row">
              <PartButton onPress={() => onChoose({ day, hours: null })}>
                {weekdayName(day, { language, width: "short" })}
              </PartButton>
            </th>
            {perDay.map((hour) => (
              <WeekCell key={hour} {...props} hour={24 * day + hour} most={most} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function WeekCell({
  cells,
  marked,
  onChoose,
  format,
  hour,
  most,
}: MatrixProps & { hour: number; most: number }): ReactNode {
  const count = cells.counts[hour / cells.hours] ?? 0;
  const isFew = count < ENOUGH_FOR_HEAT;
  const from = hour % 24;
  const part = { day: Math.floor(hour / 24), hours: { from, to: from + cells.hours } };
  const isMarked = hoursOfPart(part).some((each) => marked.has(each));
  return (
    <td
      data-hour={hour}
      data-marked={isMarked}
      data-few={isFew}
      {...(!isFew && { style: inkOn(count / most) })}
    >
      <PartButton isPressed={isMarked} onPress={() => onChoose(part)}>
        {isFew ? "·" : format.short(count)}
      </PartButton>
    </td>
  );
}

function PartButton(props: { isPressed?: boolean; onPress: () => void; children: ReactNode }): ReactNode {
  const { isPressed, onPress, children } = props;
  const { t } = useTranslation();
  return (
    <button type="button" title={t("week.choose")} aria-pressed={isPressed} onClick={onPress}>
      {children}
    </button>
  );
}

function inkOn(share: number): CSSProperties {
  const [red, green, blue] = heatColour(share);
  return { background: `rgb(${red} ${green} ${blue})`, color: heatInk(share) };
}
