import type { Wall, WallOrder } from "@getu/domain";
import { Button, Select, Tooltip } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** Holds a wall, sends it on, or pins one of its scenes. */
export function WallSteer({ wall, onGive }: { wall: Wall; onGive: (given: WallOrder) => void }): ReactNode {
  const { t } = useTranslation();
  const { settings, control, news } = wall;
  const incidentId = news?.isHeard && news.shows === "urgent" ? news.incidentId : null;
  const [skip, skipping] =
    incidentId === null
      ? (["skip", { order: "skip" }] as const)
      : (["send-off", { order: "send-off", incidentId }] as const);
  const stays = control.isHeld || control.pinned !== null;
  const hold = t(stays ? "screens.goOn" : "screens.hold");
  const named = (what: string): string => t("screens.ofWall", { what, name: wall.name }); // every wall in the list has these
  return (
    <div className="wall-steer">
      <Button aria-label={named(hold)} onClick={() => onGive({ order: stays ? "go-on" : "hold" })}>
        {hold}
      </Button>
      <Tooltip title={t(`screens.steerHint.${skip}`)}>
        <Button aria-label={named(t(`screens.${skip}`))} onClick={() => onGive(skipping)}>
          {t(`screens.${skip}`)}
        </Button>
      </Tooltip>
      <Select
        className="wall-steer__pin"
        aria-label={named(t("screens.pin"))}
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
