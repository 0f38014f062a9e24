import { SEVERITIES } from "@getu/domain";
import { CAMERA_SIGNS, PLACE_GROUPS, PLACE_SIGNS, SEVERITY_SIGNS } from "@getu/layers";
import type { MapTheme } from "@getu/layers";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { LAYER_KEYS } from "./layer-switches.ts";
import type { LayerKey, LayerSwitches } from "./layer-switches.ts";
import { Panel } from "./panel.tsx";
import { Badge, Sign } from "./sign.tsx";

/** What every sign means, and a switch for every layer with the time its data are from. */
export function LegendPanel(props: {
  switches: LayerSwitches;
  onSwitch: (switches: LayerSwitches) => void;
  ages: Readonly<Record<LayerKey, string | null>>;
  /** Of how many of the newest incidents there are marks, in words; null = of all that are open. */
  marked: string | null;
  theme: MapTheme;
}): ReactNode {
  const { t } = useTranslation();
  const { switches, onSwitch, ages, marked, theme } = props;
  return (
    <Panel name="legend" title={t("layers.title")}>
      <ul className="legend">
        {LAYER_KEYS.map((key) => (
          <li key={key}>
            <button
              type="button"
              role="switch"
              className="legend__switch"
              aria-checked={switches[key]}
              aria-label={t("layers.show", { name: t(`layers.${key}`) })}
              onClick={() => onSwitch({ ...switches, [key]: !switches[key] })}
            >
              <LayerSign layer={key} theme={theme} />
              <span className="legend__name">{t(`layers.${key}`)}</span>
              <span className="legend__age">{ages[key] ?? "–"}</span>
              <i className="legend__knob" />
            </button>
            <LayerKeyLine layer={key} theme={theme} />
            {key === "incidents" && marked !== null && (
              <p className="panel__empty">{t("layers.newest", { text: marked })}</p>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function LayerSign({ layer, theme }: { layer: LayerKey; theme: MapTheme }): ReactNode {
  return <span className="legend__signs">{SIGNS[layer](theme)}</span>;
}

/** Signs that a layer's row does not explain by its name, each with its word. */
function LayerKeyLine({ layer, theme }: { layer: LayerKey; theme: MapTheme }): ReactNode {
  const { t } = useTranslation();
  if (layer === "places") {
    return (
      <ul className="legend__key">
        {PLACE_KEYS.map(({ group, kind }) => (
          <li key={group}>
            <Badge path={PLACE_SIGNS[kind]} colour={theme.place[group]} ink={theme.casing} />
            {t(`placeGroup.${group}`)}
          </li>
        ))}
      </ul>
    );
  }
  if (layer !== "incidents") return null; // the cameras' panel names their signs
  return (
    <ul className="legend__key">
      {SEVERITIES.map((key) => (
        <li key={key}>
          <Sign path={SEVERITY_SIGNS[key]} colour={theme.severity[key]} />
          {t(`severity.${key}`)}
        </li>
      ))}
      <li>
        <i className="legend__ring" />
        {t("layers.late")}
      </li>
    </ul>
  );
}

/** One kind of each group, to show the group's colour on. */
const PLACE_KEYS = [
  { group: "safety", kind: "police-room" },
  { group: "service", kind: "service-post" },
  { group: "outdoor", kind: "notice-board" },
] as const;

const SIGNS: Record<LayerKey, (theme: MapTheme) => ReactNode> = {
  incidents: (theme) =>
    SEVERITIES.map((key) => <Sign key={key} path={SEVERITY_SIGNS[key]} colour={theme.severity[key]} />),
  cameras: (theme) =>
    (["online", "offline"] as const).map((key) => (
      <Sign key={key} path={CAMERA_SIGNS[key]} colour={theme.camera[key]} />
    )),
  places: (theme) =>
    (["police-room", "service-post"] as const).map((key) => (
      <Badge key={key} path={PLACE_SIGNS[key]} colour={theme.place[PLACE_GROUPS[key]]} ink={theme.casing} />
    )),
  grids: (theme) => <i className="legend__line" style={{ borderColor: theme.gridLine[0] }} />,
};
