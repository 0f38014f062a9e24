import type { Camera, Incident, Label, Place } from "@getu/domain";
import type { TFunction } from "i18next";
import type { Picked } from "../map/map-types.ts";
import type { Language } from "../messages/i18n.ts";
import { openingHoursText } from "../opening-hours.ts";
import { categoryName, gridWords } from "./incident-words.ts";
import type { IncidentWords } from "./incident-words.ts";

/** A title and named values in the screen's language. */
export type Facts = { title: string; facts: readonly Fact[] };

type Fact = readonly [name: string, value: string];

/** The language and the moment that facts are written for. */
export type FactsContext = {
  words: IncidentWords;
  now: Date;
  t: TFunction;
  language: Language;
  labelOf: (label: Label) => string;
};

/** What is known about a mark; what is not known is left out. */
export function factsOf(picked: Picked, context: FactsContext): Facts {
  if (picked.kind === "camera") return cameraFacts(picked.camera, context);
  return picked.kind === "place"
    ? placeFacts(picked.place, context)
    : incidentFacts(picked.incident, context);
}

function cameraFacts(camera: Camera, context: FactsContext): Facts {
  const { t } = context;
  const time = camera.statusSince === null ? null : moment(camera.statusSince, context);
  const since = time === null ? "" : ` · ${t("selection.since", { time })}`;
  const facts: Fact[] = [
    [t("selection.status"), `${t(`cameraStatus.${camera.status}`)}${since}`],
    [t("selection.kind"), t(`cameraKind.${camera.kind}`)],
    inGrid(camera.gridId, context),
  ];
  return { title: camera.name, facts };
}

function placeFacts(place: Place, context: FactsContext): Facts {
  const { t } = context;
  const staff = place.staffOnDuty === null ? null : t("selection.staffCount", { count: place.staffOnDuty });
  const hours = place.openingHours === null ? null : openingHoursText(place.openingHours, context);
  const facts: Fact[] = [
    [t("selection.kind"), t(`placeKind.${place.kind}`)],
    ...known(t("selection.telephone"), place.telephone),
    ...known(t("selection.openingHours"), hours),
    ...known(t("selection.staff"), staff),
    inGrid(place.gridId, context),
  ];
  return { title: place.name, facts };
}

function incidentFacts(incident: Incident, context: FactsContext): Facts {
  const { t, words, labelOf } = context;
  const facts: Fact[] = [
    [t("selection.status"), t(`status.${incident.status}`)],
    [t("selection.severity"), t(`severity.${incident.severity}`)],
    [t("selection.reported"), moment(incident.reportedAt, context)],
    ...known(t("selection.due"), incident.dueAt && moment(incident.dueAt, context)),
    inGrid(incident.gridCurrent, context),
  ];
  return { title: categoryName(incident, words.catalogue, labelOf), facts };
}

const moment = (iso: string, { words, now }: FactsContext): string => words.format.moment(new Date(iso), now);

const inGrid = (gridId: number | null, { words, t }: FactsContext): Fact => [
  t("selection.grid"),
  gridWords(gridId, words.tree) ?? t("ticker.outside"),
];

const known = (name: string, value: string | null): Fact[] => (value === null ? [] : [[name, value]]);
