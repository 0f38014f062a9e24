import type { Territory } from "@getu/domain";
import { failureOf, useLanguage, useScreenScale, useTerritories } from "@getu/ui";
import type { Bounds } from "@getu/ui";
import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { TerritoryWall } from "./territory-wall.tsx";
import { withSetting } from "./wall-settings.ts";
import type { WallSettings } from "./wall-settings.ts";

/** Chooses the territory, and says what is the matter while there is none to show. */
export function Wall({ settings }: { settings: WallSettings }): ReactNode {
  const textPixels = useScreenScale(settings.screen);
  const { language } = useLanguage();
  const { t } = useTranslation();
  const [code, setCode] = useState(settings.territory);
  const { data: territories, failureCount, failureReason } = useTerritories();
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = `${t("product")} · ${t("wall.title")}`;
    history.replaceState(null, "", withSetting(location.href, "lang", language));
  }, [language, t]);
  const choose = (chosen: string): void => {
    setCode(chosen);
    history.replaceState(null, "", withSetting(location.href, "territory", chosen));
  };
  const refusal = failureReason === null ? undefined : failureOf(failureReason)?.code;
  if (refusal === "SIGN_IN_NEEDED") return <ClosedDoor title={t("wall.closed")} toDesk={t("wall.toDesk")} />;
  if (refusal === "NOT_PERMITTED") return <ClosedDoor title={t("wall.noRole")} toDesk={t("desk.title")} />;
  if (!territories) return <Notice kind={failureCount === 0 ? "connecting" : "failing"} />;
  const shown = territories.filter(hasExtent);
  if (shown.length === 0) return <Notice kind="empty" />;
  const territory = code === null ? shown[0] : shown.find((candidate) => candidate.code === code);
  if (!territory) {
    const isKnown = territories.some((candidate) => candidate.code === code);
    const words = { code: code ?? "" };
    return (
      <TerritoryChoice
        reason={isKnown ? t("territory.withoutGrids", words) : t("territory.unknown", words)}
        territories={shown}
        onChoose={choose}
      />
    );
  }
  return (
    <TerritoryWall
      key={`${territory.id} ${territory.version}`}
      territory={territory}
      territories={shown}
      onTerritory={choose}
      textPixels={textPixels}
    />
  );
}

const hasExtent = (territory: Territory): territory is Territory & { bbox: Bounds & Territory["bbox"] } =>
  territory.bbox !== null;

/** An address that names no territory to show must not show another one's numbers. */
function TerritoryChoice(props: {
  reason: string;
  territories: readonly Territory[];
  onChoose: (code: string) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { labelOf } = useLanguage();
  return (
    <main className="notice">
      <h1 role="alert">{props.reason}</h1>
      <p>{t("territory.chooseHint")}</p>
      <ul className="notice__choice">
        {props.territories.map(({ code, name }) => (
          <li key={code}>
            <button type="button" onClick={() => props.onChoose(code)}>
              {labelOf(name)} <span>{code}</span>
            </button>
          </li>
        ))}
      </ul>
    </main>
  );
}

/** A street is not shown to everybody: people sign in at the desk and hold a role, a screen is given a token there. */
function ClosedDoor({ title, toDesk }: { title: string; toDesk: string }): ReactNode {
  const { t } = useTranslation();
  return (
    <main className="notice">
      <h1 role="alert">{title}</h1>
      <p>{t("wall.closedHint")}</p>
      <p className="notice__ways">
        <a href="/desk/">{toDesk}</a>
        <a href="/desk/#/screen">{t("wall.toScreen")}</a>
      </p>
    </main>
  );
}

function Notice({ kind }: { kind: "connecting" | "failing" | "empty" }): ReactNode {
  const { t } = useTranslation();
  const words = {
    connecting: [t("live.connecting"), ""],
    failing: [t("failure.title"), t("failure.retry")],
    empty: [t("territory.none"), t("territory.noneHint")],
  }[kind];
  return (
    <main className="notice" role="status">
      <h1>{t("product")}</h1>
      <p>{words[0]}</p>
      <p>{words[1]}</p>
    </main>
  );
}
