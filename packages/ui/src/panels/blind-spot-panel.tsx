import type { BlindSpot, Coverage } from "@getu/domain";
import { useEffect } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { IncidentWords } from "./incident-words.ts";
import { Panel } from "./panel.tsx";
import { useRoomFor } from "./use-room-for.ts";

/** Where incidents gather and cameras see little, under the numbers of the map; the rest is counted. */
export function BlindSpotPanel(props: {
  blind: Coverage["blind"] | null;
  spots: readonly BlindSpot[];
  words: Pick<IncidentWords, "tree" | "format">;
  /** Told how many of them there is room for: a number on the map without a line here says nothing. */
  onListed: (count: number) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { blind, spots, words, onListed } = props;
  const { listRef, room, isFew } = useRoomFor(spots.length);
  useEffect(() => onListed(room), [onListed, room]);
  const more = (blind?.count ?? 0) - room;
  return (
    <Panel
      name="blind"
      title={t("coverage.blind.title")}
      aside={more > 0 ? t("ladder.more", { text: words.format.number(more) }) : null}
    >
      {blind && (
        <p className="coverage__note">{t("coverage.blind.rule", { days: blind.days, count: blind.least })}</p>
      )}
      {blind?.count === 0 && <p className="panel__empty">{t("coverage.blind.none")}</p>}
      <ol className="blind-spots" data-large={isFew} ref={listRef}>
        {spots.slice(0, room).map((spot, i) => (
          <li key={spot.position.join()}>
            <b className="blind-spots__number">{i + 1}</b>
            <span className="blind-spots__where">{words.tree.chainOf(spot.gridId)[0]?.name ?? "…"}</span>
            <strong>
              {t("coverage.blind.incidents", {
                count: spot.incidents,
                text: words.format.number(spot.incidents),
              })}
            </strong>
            <span className="blind-spots__seen">
              {t("coverage.blind.seen", {
                where: words.tree.chainOf(spot.gridId).at(-1)?.name ?? "…",
                share: words.format.percent(spot.seenShare),
              })}
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
