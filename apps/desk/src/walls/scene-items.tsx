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
import type { HeatLook, SceneEntry } from "@getu/domain";
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
            <div key={key}>
              <Space align="baseline" wrap>
                <Form.Item name={[name, "kind"]} noStyle>
                  <Select
                    aria-label={t("screens.scene")}
                    style={{ width: 150 }}
                    options={SCENE_KINDS.map((kind) => ({ value: kind, label: t(`scene.name.${kind}`) }))}
                  />
                </Form.Item>
                <Form.Item name={[name, "seconds"]} noStyle rules={[{ required: true }]}>
                  <InputNumber
                    aria-label={t("screens.lasts")}
                    min={5}
                    max={3600}
                    precision={0}
                    suffix={t("screens.seconds")}
                    style={{ width: 100 }}
                  />
                </Form.Item>
                <Form.Item name={[name, "when"]} noStyle>
                  <Select
                    aria-label={t("screens.when")}
                    style={{ width: 150 }}
                    options={SCENE_CONDITIONS.map((when) => ({
                      value: when,
                      label: t(`scene.when.${when}`),
                    }))}
                  />
                </Form.Item>
                <Button
                  size="small"
                  disabled={i === 0}
                  onClick={() => move(i, i - 1)}
                  aria-label={t("screens.earlier")}
                >
                  ↑
                </Button>
                <Button
                  size="small"
                  disabled={rows.length === 1}
                  onClick={() => remove(name)}
                  aria-label={t("screens.leaveOut")}
                >
                  ×
                </Button>
              </Space>
              <SceneDetails name={name} timeZone={timeZone} />
            </div>
          ))}
          <Button size="small" disabled={rows.length >= MOST_SCENES} onClick={() => add(NEW_SCENE)}>
            {t("screens.addScene")}
          </Button>
        </div>
      )}
    </Form.List>
  );
}

/** What a scene of some kinds is told besides. */
function SceneDetails({ name, timeZone }: { name: number; timeZone: string }): ReactNode {
  const { t } = useTranslation();
  const kind: unknown = Form.useWatch(["scenes", name, "kind"]);
  if (kind === "territory") return <HeatItems name={name} />;
  if (kind !== "yesterday") return null;
  return (
    <Space className="wall-scenes__details">
      <Typography.Text type="secondary">{t("screens.day")}</Typography.Text>
      <Form.Item
        name={[name, "day"]}
        noStyle
        getValueProps={(day: string | null | undefined) => ({ value: day ?? "" })}
        normalize={(day: string) => (day === "" ? null : day)}
      >
        <DayField aria-label={t("screens.day")} timeZone={timeZone} />
      </Form.Item>
    </Space>
  );
}

/** What the heat of a scene shows until somebody at the wall chooses otherwise. */
function HeatItems({ name }: { name: number }): ReactNode {
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
          <Select aria-label={t(`heat.${key}`)} style={{ width: WIDTHS[key] }} options={options[key]} />
        </Form.Item>
      ))}
    </Space>
  );
}

const WIDTHS = { measure: 130, window: 90, span: 110, hours: 150 } as const;
