import {
  HEAT_LOOK,
  HEAT_MEASURES,
  HEAT_SPANS,
  HEAT_WINDOWS,
  HOUR_FILTERS,
  MOST_SCENES,
  SCENE_CONDITIONS,
  SCENE_KINDS,
} from "@getu/domain";
import type { HeatLook, SceneEntry, SceneKind } from "@getu/domain";
import { Button, Form, InputNumber, Select, Space, Typography } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { DayField } from "../day-field.tsx";

const NEW_SCENE: SceneEntry = { kind: "territory", seconds: 30, when: "always" };

/** The scenes of a wall from the first to the last, each with how long, when, and what only its kind is told. */
export function SceneItems({ timeZone }: { timeZone: string }): ReactNode {
  const { t } = useTranslation();
  return (
    <Form.List name="scenes">
      {(rows, { add, remove, move }) => (
        <div className="wall-scenes">
          {rows.map(({ key, name }, i) => (
            <SceneRow
              key={key}
              name={name}
              timeZone={timeZone}
              onEarlier={i === 0 ? null : () => move(i, i - 1)}
              onLeaveOut={rows.length === 1 ? null : () => remove(name)}
            />
          ))}
          <Button size="small" disabled={rows.length >= MOST_SCENES} onClick={() => add(NEW_SCENE)}>
            {t("screens.addScene")}
          </Button>
        </div>
      )}
    </Form.List>
  );
}

/** Says what a field or a button is, and of which scene: all have the same, and some scenes are of one kind. */
type Named = (what: string) => string;

type SceneRowProps = {
  /** Its place in the list. */
  name: number;
  timeZone: string;
  /** Null = it is the first. */
  onEarlier: (() => void) | null;
  /** Null = there is no other. */
  onLeaveOut: (() => void) | null;
};

/** One scene: of which kind, how long and when. */
function SceneRow({ name, timeZone, onEarlier, onLeaveOut }: SceneRowProps): ReactNode {
  const { t } = useTranslation();
  const kind = Form.useWatch<SceneKind | undefined>(["scenes", name, "kind"]);
  const number = name + 1;
  const scene = kind ? t(`scene.name.${kind}`) : "";
  const named: Named = (what) => t("screens.ofScene", { what, number, scene });
  return (
    <div>
      <Space align="baseline" wrap>
        <Form.Item name={[name, "kind"]} noStyle>
          <Select
            aria-label={t("screens.scene", { number })}
            style={{ width: 150 }}
            options={SCENE_KINDS.map((value) => ({ value, label: t(`scene.name.${value}`) }))}
          />
        </Form.Item>
        <LastsItem name={name} named={named} />
        <Form.Item name={[name, "when"]} noStyle>
          <Select
            aria-label={named(t("screens.when"))}
            style={{ width: 150 }}
            options={SCENE_CONDITIONS.map((when) => ({ value: when, label: t(`scene.when.${when}`) }))}
          />
        </Form.Item>
        <SignButton name={named(t("screens.earlier"))} onPress={onEarlier}>
          ↑
        </SignButton>
        <SignButton name={named(t("screens.leaveOut"))} onPress={onLeaveOut}>
          ×
        </SignButton>
      </Space>
      {kind === "territory" && <HeatItems name={name} named={named} />}
      {kind === "yesterday" && <PlayedDayItem {...{ name, named, timeZone }} />}
    </div>
  );
}

type ItemProps = { name: number; named: Named };

/** How long a scene stays, which must be said; an item of its own, so that what is missing stands below it. */
function LastsItem({ name, named }: ItemProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Form.Item name={[name, "seconds"]} rules={[{ required: true, message: t("screens.lastsMissing") }]}>
      <InputNumber
        aria-label={named(t("screens.lasts"))}
        min={5}
        max={3600}
        precision={0}
        suffix={t("screens.seconds")}
        style={{ width: 100 }}
      />
    </Form.Item>
  );
}

/** A button with a sign in place of a word; null = it does nothing now. */
function SignButton(props: { name: string; onPress: (() => void) | null; children: string }): ReactNode {
  const { name, onPress, children } = props;
  return (
    <Button size="small" disabled={onPress === null} onClick={onPress ?? undefined} aria-label={name}>
      {children}
    </Button>
  );
}

/** Which day a scene plays; empty = the one before. */
function PlayedDayItem({ name, named, timeZone }: ItemProps & { timeZone: string }): ReactNode {
  const { t } = useTranslation();
  return (
    <Space className="wall-scenes__details">
      <Typography.Text type="secondary">{t("screens.day")}</Typography.Text>
      <Form.Item
        name={[name, "day"]}
        noStyle
        getValueProps={(day: string | null | undefined) => ({ value: day ?? "" })}
        normalize={(day: string) => (day === "" ? null : day)}
      >
        <DayField aria-label={named(t("screens.day"))} timeZone={timeZone} />
      </Form.Item>
    </Space>
  );
}

/** What the heat of a scene shows until somebody at the wall chooses otherwise. */
function HeatItems({ name, named }: ItemProps): ReactNode {
  const { t } = useTranslation();
  const options: Record<keyof HeatLook, { value: string; label: string }[]> = {
    measure: HEAT_MEASURES.map((value) => ({ value, label: t(`heat.measures.${value}`) })),
    window: HEAT_WINDOWS.map((value) => ({ value, label: t(`heat.windows.${value}`) })),
    span: HEAT_SPANS.map((value) => ({ value, label: t(`heat.spans.${value}`) })),
    hours: HOUR_FILTERS.map((value) => ({ value, label: t(`heat.hourFilters.${value}`) })),
  };
  return (
    <Space className="wall-scenes__details" wrap>
      <Typography.Text type="secondary">{t("screens.heat")}</Typography.Text>
      {(["measure", "window", "span", "hours"] as const).map((key) => (
        <Form.Item key={key} name={[name, "heat", key]} noStyle initialValue={HEAT_LOOK[key]}>
          <Select
            aria-label={named(t(`heat.${key}`))}
            style={{ width: WIDTHS[key] }}
            options={options[key]}
          />
        </Form.Item>
      ))}
    </Space>
  );
}

const WIDTHS = { measure: 130, window: 90, span: 110, hours: 150 } as const;
