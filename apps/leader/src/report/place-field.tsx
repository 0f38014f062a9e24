import type { Placement } from "@getu/domain";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Work } from "../work.ts";
import { locate } from "./locate.ts";
import { placementWords, sureness } from "./placement.ts";
import type { DraftChange } from "../open-draft.ts";
import { keepingPlace, NOWHERE } from "./report-draft.ts";
import type { FoundPlace, ReportDraft } from "./report-draft.ts";

const GridMap = lazy(async () => ({ default: (await import("../grid-map.tsx")).GridMap }));

type PlaceFieldProps = {
  work: Work;
  draft: ReportDraft;
  placement: Placement | null;
  onChange: (change: DraftChange<ReportDraft>) => void;
};

/** Where it is: the phone is asked once when the form opens, and again when somebody says so; nothing is followed. */
export function PlaceField({ work, draft, placement, onChange }: PlaceFieldProps): ReactNode {
  const { t } = useTranslation();
  const [state, setState] = useState<"idle" | "asking" | "failed">("idle");
  const [hasMap, setMap] = useState(false);
  const { position, accuracyMetres } = draft;

  const isGone = useRef(false);

  async function look(take: (found: FoundPlace) => DraftChange<ReportDraft>): Promise<void> {
    setState("asking");
    const found = await locate(navigator.geolocation).catch(() => null);
    if (isGone.current) return; // sent meanwhile: it would come back as a draft
    setState(found ? "idle" : "failed");
    if (found) onChange(take(found));
  }
  const begin = useRef(() => {
    onChange(keepingPlace(NOWHERE)); // where the last report was nobody is any more
    void look(keepingPlace);
  });
  useEffect(() => {
    isGone.current = false;
    begin.current();
    return () => {
      isGone.current = true;
    };
  }, []);

  const howClose =
    accuracyMetres === null
      ? t("leader.report.tapped")
      : t("leader.report.accuracy", { metres: Math.ceil(accuracyMetres) });
  return (
    <section className="card" aria-labelledby="place">
      <h2 id="place">{t("leader.report.place")}</h2>
      {position && (
        <p className="place" data-sure={sureness({ placement, accuracyMetres })} role="status">
          {placementWords({ around: work.around, placement, accuracyMetres }, t)}
          <span className="quiet place__close">{howClose}</span>
        </p>
      )}
      {state === "failed" && !position && (
        <p className="problem" role="alert">
          {t("leader.report.notLocated")}
        </p>
      )}
      {hasMap && (
        <Suspense fallback={<div className="map map--coming">{t("map.loading")}</div>}>
          <GridMap
            before={null}
            work={work}
            spot={position ? { position, accuracyMetres } : null}
            onTap={(tapped) => onChange({ position: tapped, accuracyMetres: null })}
          />
        </Suspense>
      )}
      <div className="pair">
        <button
          type="button"
          className="button"
          onClick={() => void look((found) => found)}
          disabled={state === "asking"}
        >
          {t(state === "asking" ? "leader.report.locating" : "leader.report.locate")}
        </button>
        {!hasMap && (
          <button type="button" className="button" onClick={() => setMap(true)}>
            {t("leader.report.onMap")}
          </button>
        )}
      </div>
    </section>
  );
}
