import type { Incident } from "@getu/domain";
import { distanceMetres } from "@getu/geometry";
import { categoryName, useLanguage } from "@getu/ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Work } from "../work.ts";

/** What is open so near is looked at before it is reported once more. */
const NEAR_METRES = 100;
const MOST_SHOWN = 3;

type Near = { incident: Incident; metres: number };

function listNear({ mine, others }: Work, position: [number, number]): Near[] {
  return [...(mine ?? []), ...others]
    .map((incident) => ({ incident, metres: distanceMetres(incident.position, position) }))
    .filter(({ metres }) => metres <= NEAR_METRES)
    .toSorted((a, b) => a.metres - b.metres)
    .slice(0, MOST_SHOWN);
}

/** What is open around the spot, by what the phone knows: it may be the same. */
export function NearList({ work, position }: { work: Work; position: [number, number] | null }): ReactNode {
  const { t } = useTranslation();
  const { labelOf } = useLanguage();
  const near = position ? listNear(work, position) : [];
  if (near.length === 0) return null;
  return (
    <section className="card near" aria-labelledby="near">
      <h2 id="near">{t("leader.report.near")}</h2>
      <ul className="lines">
        {near.map(({ incident, metres }) => (
          <li key={incident.id}>
            <a className="line" href={`#/case/${incident.id}`}>
              <strong>{categoryName(incident, work.catalogue, labelOf)}</strong>
              <span className="line__summary">{incident.summary}</span>
              <span className="quiet">
                {t("leader.report.nearItem", {
                  metres: Math.round(metres),
                  time: work.format.moment(new Date(incident.reportedAt), work.now),
                })}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
