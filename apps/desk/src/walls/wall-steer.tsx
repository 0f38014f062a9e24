import type { Wall, WallOrder } from "@getu/domain";
import { Button, Select, Tooltip } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** Holds a wall, sends it on, or pins one of its scenes. */
export function WallSteer({ wall, onGive }: { wall: Wall; onGive: (given: WallOrder) => void }): ReactNode {
  const { t } = useTranslation();
  const { settings, control, news } = wall;
  const skip = news?.isHeard && news.shows === "urgent" ? "send-off" : "skip";
  const stays = control.isHeld || control.pinned !== null;
  return (
    <div className="wall-steer">
      <Button onClick={() => onGive({ order: stays ? "go-on" : "hold" })}>
        {t(stays ? "screens.goOn" : "screens.hold")}
      </Button>
      <Tooltip title={t(`screens.steerHint.${skip}`)}>
        <Button onClick={() => onGive({ order: skip })}>{t(`screens.${skip}`)}</Button>
      </Tooltip>
      <Select
        className="wall-steer__pin"
        aria-label={t("screens.pin")}
        placeholder={t("screens.pin")}
        value={control.pinned}
        onChange={(scene: number) => onGive({ order: "pin", scene })}
        options={settings.scenes.map(({ kind }, i) => ({
          value: i,
          label: `${i + 1} ${t(`scene.name.${kind}`)}`,
        }))}
      />
    </div>
  );
}
