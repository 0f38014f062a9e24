import { ageText, useLanguage } from "@getu/ui";
import type { Account } from "@getu/ui";
import type { TFunction } from "i18next";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { PushSettings } from "./push/push-settings.tsx";
import { useQuietHours } from "./use-quiet-hours.ts";
import { SignOut } from "./sign-out.tsx";
import type { Work } from "./work.ts";

type MePageProps = {
  work: Work;
  person: NonNullable<Account["person"]>;
  onDuty: (place: number) => void;
};

/** Younger than this nobody counts the seconds. */
const JUST_NOW_MS = 10_000;

const freshness = (ageMs: number, t: TFunction): string =>
  ageMs < JUST_NOW_MS ? t("leader.me.asOfJustNow") : t("leader.me.asOf", { age: ageText(ageMs, t) });

const STORED = ["work", "outbox", "sealed", "never"] as const;

/** Who one is here, what the phone holds, and the way out. */
export function MePage({ work, person, onDuty }: MePageProps): ReactNode {
  const { t } = useTranslation();
  const { language, setLanguage } = useLanguage();
  return (
    <>
      <header className="head">
        <h1>{person.name}</h1>
        <p className="quiet">{t(`role.${work.duty.role}`)}</p>
      </header>
      <section className="card">
        <Duty work={work} onDuty={onDuty} />
        {work.asOf && <p className="quiet">{freshness(work.now.getTime() - work.asOf.getTime(), t)}</p>}
      </section>
      <section className="card" aria-labelledby="stored">
        <h2 id="stored">{t("leader.me.stored")}</h2>
        <ul className="stored">
          {STORED.map((key) => (
            <li key={key}>{t(`leader.me.storedItems.${key}`)}</li>
          ))}
        </ul>
      </section>
      <PushSettings />
      <QuietHours />
      <p className="hint">{t("leader.me.install")}</p>
      <button
        type="button"
        className="button"
        onClick={() => setLanguage(language === "en" ? "zh-CN" : "en")}
      >
        {t("language")}
      </button>
      <SignOut personId={person.id} />
    </>
  );
}

function Duty({ work, onDuty }: Pick<MePageProps, "work" | "onDuty">): ReactNode {
  const { t } = useTranslation();
  const { labelOf } = useLanguage();
  const { duties, duty, around } = work;
  const name = around?.name ?? labelOf(duty.territory.name);
  if (duties.length === 1) {
    return (
      <p>
        {t("leader.me.grid")} <strong>{name}</strong>
      </p>
    );
  }
  return (
    <label>
      {t("leader.me.grid")} {name}
      <select value={duties.indexOf(duty)} onChange={({ target }) => onDuty(Number(target.value))}>
        {duties.map(({ role, territory, gridId }, place) => (
          <option key={`${role} ${territory.id} ${gridId}`} value={place}>
            {labelOf(territory.name)} {gridId === null ? t("leader.whole") : `#${gridId}`} ·{" "}
            {t(`role.${role}`)}
          </option>
        ))}
      </select>
    </label>
  );
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

function QuietHours(): ReactNode {
  const { t } = useTranslation();
  const [hours, change] = useQuietHours();
  return (
    <fieldset className="card quiet-hours">
      <legend>{t("leader.me.quiet")}</legend>
      <p className="quiet">{t("leader.me.quietHint")}</p>
      <div className="pair">
        {(["from", "to"] as const).map((end) => (
          <label key={end}>
            {t(`leader.me.${end}`)}
            <select
              value={hours[end]}
              onChange={({ target }) => change({ ...hours, [end]: Number(target.value) })}
            >
              {HOURS.map((hour) => (
                <option key={hour} value={hour}>
                  {String(hour).padStart(2, "0")}:00
                </option>
              ))}
            </select>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
