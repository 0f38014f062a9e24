import { categoryName, useLanguage } from "@getu/ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Work } from "../work.ts";
import type { Near } from "./list-near.ts";

type NearListProps = {
  near: readonly Near[];
  work: Work;
  /** A photo is on its way into the report, which nobody may leave with it before. */
  isBusy: boolean;
};

/** What is open around the spot, by what the phone knows: what is the same is added to, not reported once more. */
export function NearList({ near, work, isBusy }: NearListProps): ReactNode {
  const { t } = useTranslation();
  const { labelOf } = useLanguage();
  if (near.length === 0) return null;
  return (
    <section className="card near" aria-labelledby="near">
      <h2 id="near">{t("leader.report.near")}</h2>
      <ul className="lines">
        {near.map(({ incident, metres }) => (
          <li key={incident.id}>
            <a className="line" id={`near-${incident.id}`} href={`#/case/${incident.id}`}>
              <strong>{categoryName(incident, work.catalogue, labelOf)}</strong>
              <span className="line__summary">{incident.summary}</span>
              <span className="quiet">
                {t("leader.report.nearItem", {
                  metres: Math.round(metres),
                  time: work.format.moment(new Date(incident.reportedAt), work.now),
                })}
              </span>
            </a>
            <button
              type="button"
              className="button near__same"
              aria-describedby={`near-${incident.id}`}
              disabled={isBusy}
              onClick={() => (location.hash = `#/same/${incident.id}`)}
            >
              {t("leader.same.one")}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Beside the button that sends: says of the list, which may lie out of sight, and leads there. */
export function ToNear({ count }: { count: number }): ReactNode {
  const { t } = useTranslation();
  if (count === 0) return null;
  return (
    <button type="button" className="button report__near" onClick={showNear}>
      {t("leader.report.toNear", { count })}
    </button>
  );
}

const showNear = (): void => document.getElementById("near")?.scrollIntoView({ block: "center" });
