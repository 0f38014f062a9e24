import { useRoomFor } from "@getu/ui";
import type { Format } from "@getu/ui";
import { Fragment, useEffect, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** Where one stands in a list: behind which cursor, at which of the rows that came from there, and at which of all. */
type Place<Cursor> = { after: Cursor | null; skip: number; before: number };

/** Turns a list page by page. */
export type Turns<Cursor> = {
  place: Place<Cursor>;
  /** Null on the first page. */
  back: (() => void) | null;
  to: (place: Place<Cursor>) => void;
};

/** A list at its beginning, to be turned page by page. */
export function useTurns<Cursor>(): Turns<Cursor> {
  const [turned, setTurned] = useState<readonly Place<Cursor>[]>([]);
  return {
    place: turned.at(-1) ?? { after: null, skip: 0, before: 0 },
    back: turned.length === 0 ? null : () => setTurned(turned.slice(0, -1)),
    to: (next) => setTurned([...turned, next]),
  };
}

/**
 * As many rows as there is room for, and two keys to turn to the others: nobody scrolls a wall, and whoever stands at it is to
 * reach every one.
 */
export function TurnedRows<Row, Cursor>(props: {
  turns: Turns<Cursor>;
  /** What came from behind the place's cursor; null = nothing yet. */
  rows: readonly Row[] | null;
  /** Where it goes on behind these rows; null = nowhere. */
  next: Cursor | null;
  /** How many there are in all; null = not known. */
  total: number | null;
  /** True where more are in all than can be listed. */
  isCut?: boolean;
  format: Format;
  empty: string;
  renderRow: (row: Row) => ReactNode;
  keyOf: (row: Row) => number;
}): ReactNode {
  const { rows, next, total, isCut = false, format, empty, renderRow, keyOf } = props;
  const { place, back, to } = props.turns;
  const left = rows?.slice(place.skip) ?? [];
  const { listRef, room } = useRoomFor(left.length);
  const isPassed = rows !== null && left.length === 0 && next === null;
  useEffect(() => {
    if (isPassed) back?.(); // what stood here has gone meanwhile
  });
  if (isPassed && back === null) return <p className="panel__empty">{empty}</p>;
  const shown = left.slice(0, room);
  const [from, until] = [place.before + 1, place.before + shown.length];
  const follows = placeBehind(place, { left: left.length, shown: shown.length, next });
  return (
    <>
      <ol className="owned" ref={listRef}>
        {shown.map((row) => (
          <Fragment key={keyOf(row)}>{renderRow(row)}</Fragment>
        ))}
      </ol>
      {(back !== null || follows !== null) && (
        <Turner
          {...{ from, until, total, format, back }}
          on={follows && (() => to(follows))}
          isCut={isCut && follows === null}
        />
      )}
    </>
  );
}

/** Where a list goes on behind what is shown of it; null = nowhere. */
function placeBehind<Cursor>(
  { after, skip, before }: Place<Cursor>,
  { left, shown, next }: { left: number; shown: number; next: Cursor | null },
): Place<Cursor> | null {
  if (shown < left) return { after, skip: skip + shown, before: before + shown };
  return next === null ? null : { after: next, skip: 0, before: before + shown };
}

/** Which of how many are shown, and the keys to the others. */
function Turner(props: {
  from: number;
  until: number;
  total: number | null;
  format: Format;
  back: (() => void) | null;
  on: (() => void) | null;
  isCut: boolean;
}): ReactNode {
  const { from, until, total, format, back, on, isCut } = props;
  const { t } = useTranslation();
  const shown = { from: format.number(from), until: format.number(until) };
  const isCounted = total !== null && total >= until; // it is counted on its own, and may be a moment older
  return (
    <nav className="turner">
      <button type="button" disabled={back === null} onClick={back ?? undefined} aria-label={t("turn.back")}>
        ‹
      </button>
      {isCut && <span>{t("turn.cut")}</span>}
      {from <= until && (
        <span className="turner__place" aria-live="polite">
          {isCounted ? t("turn.of", { ...shown, total: format.number(total) }) : t("turn.range", shown)}
        </span>
      )}
      <button type="button" disabled={on === null} onClick={on ?? undefined} aria-label={t("turn.on")}>
        ›
      </button>
    </nav>
  );
}
