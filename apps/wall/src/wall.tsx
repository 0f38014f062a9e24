import { NOTHING_SEEN, ONE_PANEL, WALL_DEFAULTS } from "@getu/domain";
import type { Territory, Wall as TakenWall } from "@getu/domain";
import {
  createFeed,
  SeamsContext,
  useAskAnew,
  useLanguage,
  useOwnWall,
  useScreenScale,
  useStaying,
  useTerritories,
} from "@getu/ui";
import type { OwnWall } from "@getu/ui";
import { useEffect, useMemo, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useAwake } from "./awake.ts";
import { ClosedDoor, Notice, TerritoryChoice, UntakenScreen } from "./notices.tsx";
import { stayWith } from "./programme.ts";
import { TerritoryWall } from "./territory-wall.tsx";
import { useSeamsOf } from "./use-seams-of.ts";
import { useShownTerritories } from "./use-shown-territories.ts";
import { useStandingRefusal } from "./use-standing-refusal.ts";
import { withSetting } from "./wall-settings.ts";
import type { WallSettings } from "./wall-settings.ts";

/** A wall that the desk has set up, somebody's browser, or a screen that waits to be taken; and what is the matter where it is none. */
export function Wall({ settings }: { settings: WallSettings }): ReactNode {
  const { language } = useLanguage();
  const { t } = useTranslation();
  const own = useOwnWall({ waits: settings.isToPair });
  useAskAnew(own);
  useStaying(own);
  useAwake(own.kind === "wall");
  const taken = own.kind === "wall" ? own.wall : null;
  const isTaken = taken !== null;
  const screen = useScreen(taken, settings.screen);
  const textPixels = useScreenScale(screen);
  const { screenHeightMetres = WALL_DEFAULTS.screenHeightMetres } = screen;
  const mosaic = settings.mosaic ?? taken?.settings.mosaic ?? ONE_PANEL;
  const seams = useSeamsOf({ mosaic, screenHeightMetres, unit: textPixels / 16 });
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = `${t("product")} · ${t("wall.title")}`;
    // What somebody chooses at a wall goes with them.
    if (!isTaken) history.replaceState(null, "", withSetting(location.href, "lang", language));
  }, [language, t, isTaken]);
  return (
    <SeamsContext.Provider value={seams}>
      <OpenedWall {...{ settings, own, textPixels }} />
    </SeamsContext.Provider>
  );
}

/** What this screen may show, or why it shows nothing. */
function OpenedWall(props: { settings: WallSettings; own: OwnWall; textPixels: number }): ReactNode {
  const { settings, own, textPixels } = props;
  const { t } = useTranslation();
  const asked = useTerritories();
  const { data: territories, failureCount } = asked;
  const refusal = useStandingRefusal(asked);
  if (own.kind === "unknown") return <Notice kind={failureCount === 0 ? "connecting" : "failing"} />;
  if (own.kind === "gridless") return <Notice kind="gridless" />;
  if (own.kind === "none" && settings.isToPair)
    return own.isSignedIn ? (
      <ClosedDoor title={t("pairing.signedIn")} toDesk={t("desk.title")} />
    ) : (
      <UntakenScreen title={t("pairing.title")} toDesk={t("wall.toDesk")} />
    );
  if (refusal === "SIGN_IN_NEEDED")
    return <UntakenScreen title={t("wall.closed")} toDesk={t("wall.toDesk")} />;
  if (refusal === "NOT_PERMITTED") return <ClosedDoor title={t("wall.noRole")} toDesk={t("desk.title")} />;
  if (!territories) return <Notice kind={failureCount === 0 ? "connecting" : "failing"} />;
  return <ShownTerritory {...{ settings, own, textPixels, territories }} />;
}

/** Where the screen hangs, as the desk knows it; what the address says comes first. */
function useScreen(taken: TakenWall | null, addressed: WallSettings["screen"]): WallSettings["screen"] {
  const { screenHeightMetres, viewingDistanceMetres } = taken?.settings ?? {};
  return useMemo(
    () => ({
      ...(screenHeightMetres !== undefined && { screenHeightMetres }),
      ...(viewingDistanceMetres !== undefined && { viewingDistanceMetres }),
      ...addressed,
    }),
    [screenHeightMetres, viewingDistanceMetres, addressed],
  );
}

/** Chooses the territory: the one that the wall was made for or somebody sees a part of, or that the address or somebody names. */
function ShownTerritory(props: {
  settings: WallSettings;
  own: Exclude<OwnWall, { kind: "unknown" | "gridless" }>;
  textPixels: number;
  territories: readonly Territory[];
}): ReactNode {
  const { settings, own, textPixels, territories } = props;
  const { t } = useTranslation();
  const taken = own.kind === "wall" ? own.wall : null;
  const shown = useShownTerritories(territories, own.kind === "wall" ? own.wall : own.soleGrid);
  const [code, setCode] = useState(settings.territory);
  const [alone] = useState(() => stayWith(settings.scene));
  const choose = (chosen: string): void => {
    setCode(chosen);
    history.replaceState(null, "", withSetting(location.href, "territory", chosen));
  };
  if (shown === null) return <Notice kind="connecting" />;
  if (shown.length === 0) return <Notice kind="empty" />;
  const named = taken === null ? code : null;
  const territory = named === null ? shown[0] : shown.find((candidate) => candidate.code === named);
  if (!territory) {
    const isKnown = territories.some((candidate) => candidate.code === named);
    const words = { code: named ?? "" };
    return (
      <TerritoryChoice
        reason={isKnown ? t("territory.withoutGrids", words) : t("territory.unknown", words)}
        territories={shown}
        onChoose={choose}
      />
    );
  }
  return (
    <WatchedTerritory
      key={[taken?.id, territory.id].join(" ")}
      territory={territory}
      territories={shown}
      onTerritory={choose}
      programme={taken ?? alone}
      isTaken={taken !== null}
      textPixels={textPixels}
    />
  );
}

/** The wall of a territory, made anew with its boundaries; what it has seen of incidents outlasts that. */
function WatchedTerritory(props: Omit<Parameters<typeof TerritoryWall>[0], "memory">): ReactNode {
  const [memory] = useState(() => createFeed(NOTHING_SEEN));
  const { version, bbox } = props.territory;
  return <TerritoryWall key={[version, ...bbox].join(" ")} {...props} memory={memory} />;
}
