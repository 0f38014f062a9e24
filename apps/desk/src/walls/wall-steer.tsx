import type { Wall, WallOrder } from "@getu/domain";
import { useAct } from "@getu/ui/use-act.ts";
import { Button, Select, Spin, Tooltip } from "antd";
import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** The urgent incident that has a wall's screen now. */
export type UrgentOnWall = {
  id: number;
  /** What it is called; null = that is not known (yet). */
  words: string | null;
};

type WallSteerProps = {
  wall: Wall;
  /** Null = none that is known of. */
  urgent: UrgentOnWall | null;
  /** Is over once the list shows what has become of the order. */
  onGive: (given: WallOrder) => Promise<void>;
};

/** Holds a wall, sends it on, pins one of its scenes, or sends off what is urgent; one order after the other. */
export function WallSteer({ wall, urgent, onGive }: WallSteerProps): ReactNode {
  const { t } = useTranslation();
  const { isBusy, act } = useAct();
  const {
    settings: { scenes },
    control,
  } = wall;
  const stays = control.isHeld || control.pinned !== null;
  const hold = t(stays ? "screens.goOn" : "screens.hold");
  const named = (what: string): string => t("screens.ofWall", { what, name: wall.name }); // every wall in the list has these
  const give = (given: WallOrder): void => {
    if (!isBusy) void act(() => onGive(given)); // keys reach a button that the pointer does not
  };
  return (
    <Spin spinning={isBusy}>
      <div className="wall-steer">
        <Button aria-label={named(hold)} onClick={() => give({ order: stays ? "go-on" : "hold" })}>
          {hold}
        </Button>
        <Tooltip title={t("screens.steerHint.skip")}>
          <Button
            aria-label={named(t("screens.skip"))}
            disabled={urgent !== null} // nobody would see what it does
            onClick={() => give({ order: "skip" })}
          >
            {t("screens.skip")}
          </Button>
        </Tooltip>
        <Select
          className="wall-steer__pin"
          aria-label={named(t("screens.pin"))}
          placeholder={t("screens.pin")}
          value={control.pinned}
          onChange={(scene: number) => give({ order: "pin", scene, seen: scenes[scene] })}
          options={scenes.map(({ kind }, i) => ({ value: i, label: `${i + 1} ${t(`scene.name.${kind}`)}` }))}
        />
        <div className="wall-steer__urgent">
          {urgent && (
            <SendOff
              key={urgent.id} // a press that began on another one ends on none
              urgent={urgent}
              named={named}
              onPress={() => give({ order: "send-off", incidentId: urgent.id })}
            />
          )}
        </div>
      </div>
    </Spin>
  );
}

/** Nobody reads what a button says, and presses it, in less. */
const READ_MS = 700;

type SendOffProps = { urgent: UrgentOnWall; named: (what: string) => string; onPress: () => void };

/** Sends off one incident, by its name; it takes no press yet that was meant for what was there before. */
function SendOff({ urgent, named, onPress }: SendOffProps): ReactNode {
  const { t } = useTranslation();
  const [isRead, setRead] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setRead(true), READ_MS);
    return () => clearTimeout(timer);
  }, []);
  const { words: incident } = urgent;
  const label = incident === null ? t("screens.send-off") : t("screens.sendOffThis", { incident });
  return (
    <Tooltip title={t("screens.steerHint.send-off")}>
      <Button aria-label={named(label)} disabled={!isRead} onClick={onPress}>
        {label}
      </Button>
    </Tooltip>
  );
}
