import { CAMERA_STATUSES } from "@getu/domain";
import type { Camera, Summary } from "@getu/domain";
import { CAMERA_SIGNS } from "@getu/layers";
import type { MapTheme } from "@getu/layers";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Format } from "../format.ts";
import { CountButton } from "./count-button.tsx";
import { Panel } from "./panel.tsx";
import { Sign } from "./sign.tsx";

/** How many cameras are in which state, each a number that opens its list, and the share that works. */
export function CameraPanel(props: {
  cameras: Summary["cameras"] | null;
  format: Format;
  theme: MapTheme;
  onOpen: (status: Camera["status"]) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { cameras, format, theme, onOpen } = props;
  const all = CAMERA_STATUSES.reduce((sum, status) => sum + (cameras?.[status] ?? 0), 0);
  const rate = cameras && all > 0 ? t("cameras.rate", { share: format.percent(cameras.online / all) }) : null;
  const isUnknown = cameras !== null && all > 0 && cameras.unknown === all; // a rate of 0 % would be a false alarm
  return (
    <Panel name="cameras" title={t("cameras.title")} aside={isUnknown ? t("cameras.unknown") : rate}>
      {cameras && all === 0 && <p className="panel__empty">{t("cameras.none")}</p>}
      {(cameras === null || all > 0) && (
        <dl className="states">
          {CAMERA_STATUSES.map((status) => (
            <div key={status} data-none={cameras?.[status] === 0}>
              <dt>
                <Sign path={CAMERA_SIGNS[status]} colour={theme.camera[status]} />
                {t(`cameraStatus.${status}`)}
              </dt>
              <dd>
                <CountButton what={t(`cameraStatus.${status}`)} onOpen={() => onOpen(status)}>
                  {cameras ? format.number(cameras[status]) : "–"}
                </CountButton>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Panel>
  );
}
