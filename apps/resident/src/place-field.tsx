import type { Office } from "@getu/domain";
import { useLanguage } from "@getu/ui";
import { lazy, Suspense, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Draft } from "./draft.ts";

const PlaceMap = lazy(async () => ({ default: (await import("./place-map.tsx")).PlaceMap }));

type PlaceFieldProps = { office: Office; draft: Draft; onChange: (changed: Partial<Draft>) => void };

/** Where it is: by the phone's position, or by a tap on the map. */
export function PlaceField({ office, draft, onChange }: PlaceFieldProps): ReactNode {
  const { t } = useTranslation();
  const { labelOf } = useLanguage();
  const { territoryId, position, accuracyMetres } = draft;
  const territory = office.territories.find(({ id }) => id === territoryId);
  if (!territory) return <p className="problem">{t("resident.place.none")}</p>;
  return (
    <>
      {office.territories.length > 1 && (
        <select
          aria-label={t("territory.choose")}
          value={territoryId}
          onChange={({ target }) => onChange({ territoryId: Number(target.value), position: null })}
        >
          {office.territories.map(({ id, name }) => (
            <option key={id} value={id}>
              {labelOf(name)}
            </option>
          ))}
        </select>
      )}
      <PositionButton onFound={(found) => onChange(found)} />
      <Suspense fallback={<div className="map map--coming">{t("map.loading")}</div>}>
        <PlaceMap
          key={territoryId}
          territory={territory}
          basemap={office.basemap}
          position={position}
          onTap={(tapped) => onChange({ position: tapped, accuracyMetres: null })}
        />
      </Suspense>
      <p className="hint" role="status">
        {position === null && t("resident.place.tap")}
        {position !== null && accuracyMetres === null && t("resident.place.tapped")}
        {accuracyMetres !== null && t("resident.place.located", { metres: Math.ceil(accuracyMetres) })}
      </p>
    </>
  );
}

type Located = Pick<Draft, "position" | "accuracyMetres">;

/** Asks the phone once; nothing is followed. */
function PositionButton({ onFound }: { onFound: (located: Located) => void }): ReactNode {
  const { t } = useTranslation();
  const [state, setState] = useState<"idle" | "asking" | "failed">("idle");
  function locate(): void {
    setState("asking");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setState("idle");
        onFound({ position: [coords.longitude, coords.latitude], accuracyMetres: coords.accuracy });
      },
      () => setState("failed"),
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 },
    );
  }
  return (
    <>
      <button type="button" className="button" onClick={locate} disabled={state === "asking"}>
        {t(state === "asking" ? "resident.place.locating" : "resident.place.locate")}
      </button>
      {state === "failed" && (
        <p className="problem" role="alert">
          {t("resident.place.notLocated")}
        </p>
      )}
    </>
  );
}
