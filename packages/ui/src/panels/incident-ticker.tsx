import { isOverdue } from "@getu/domain";
import type { Incident } from "@getu/domain";
import { SEVERITY_SIGNS } from "@getu/layers";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../messages/use-language.ts";
import { categoryName, gridWords } from "./incident-words.ts";
import type { IncidentWords } from "./incident-words.ts";
import { Panel } from "./panel.tsx";
import { Sign } from "./sign.tsx";
import { useRoomFor } from "./use-room-for.ts";

/** The newest incidents, as many as there is room for; a new one enters at the top. */
export function IncidentTicker(props: {
  incidents: readonly Incident[] | null;
  words: IncidentWords;
  now: Date;
  onChoose: (incident: Incident) => void;
}): ReactNode {
  const { t } = useTranslation();
  const incidents = props.incidents ?? [];
  const { listRef, room } = useRoomFor(incidents.length);
  return (
    <Panel name="ticker" title={t("ticker.title")}>
      {props.incidents?.length === 0 && <p className="panel__empty">{t("ticker.empty")}</p>}
      <ol className="ticker" ref={listRef} aria-live="off">
        {incidents.slice(0, room).map((incident) => (
          <TickerRow key={incident.id} {...props} incident={incident} />
        ))}
      </ol>
    </Panel>
  );
}

function TickerRow(props: {
  incident: Incident;
  words: IncidentWords;
  now: Date;
  onChoose: (incident: Incident) => void;
}): ReactNode {
  const { incident, words, now, onChoose } = props;
  const { t } = useTranslation();
  const { labelOf } = useLanguage();
  const category = categoryName(incident, words.catalogue, labelOf);
  const grid = gridWords(incident.gridCurrent, words.tree) ?? t("ticker.outside");
  const time = words.format.moment(new Date(incident.reportedAt), now);
  const late = isOverdue(incident, now);
  return (
    <li data-incident={incident.id} data-fresh={now.getTime() - Date.parse(incident.reportedAt) < 60_000}>
      <button
        type="button"
        className="ticker__row"
        title={t("ladder.show")}
        onClick={() => onChoose(incident)}
      >
        <Sign
          path={SEVERITY_SIGNS[incident.severity]}
          colour={words.theme.severity[incident.severity]}
          {...(late && { ring: words.theme.late })}
        />
        <span className="ticker__category">{category}</span>
        <span className="ticker__state" data-severity={incident.severity} data-late={late}>
          {late ? t("ticker.overdue") : t(`severity.${incident.severity}`)}
        </span>
        <time className="ticker__time" dateTime={incident.reportedAt}>
          {time}
        </time>
        <span className="ticker__grid">{grid}</span>
      </button>
    </li>
  );
}
