import { MOST_SCENES, SCENE_CONDITIONS, SCENE_KINDS } from "@getu/domain";
import type { SceneEntry } from "@getu/domain";
import { Button, Form, InputNumber, Select, Space, Typography } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

const NEW_SCENE: SceneEntry = { kind: "territory", seconds: 30, when: "always" };

/** Fields of a form that make `WallSettings`: the list of scenes in order, how long an urgent incident has the screen, and the size of what is read from where. */
export function WallItems(): ReactNode {
  const { t } = useTranslation();
  const metres = (name: "screenHeightMetres" | "viewingDistanceMetres", [min, max]: [number, number]) => (
    <Form.Item name={name} label={t(`screens.${name}`)} rules={[{ required: true }]}>
      <InputNumber min={min} max={max} step={0.1} suffix={t("screens.metres")} style={{ width: 180 }} />
    </Form.Item>
  );
  return (
    <>
      <Space align="start" size="large">
        {metres("screenHeightMetres", [0.1, 20])}
        {metres("viewingDistanceMetres", [0.3, 60])}
      </Space>
      <div>
        <Typography.Text strong>{t("screens.scenes")}</Typography.Text>
      </div>
      <SceneItems />
      <Form.Item name="urgentSeconds" label={t("screens.urgentSeconds")} rules={[{ required: true }]}>
        <InputNumber min={0} max={600} precision={0} suffix={t("screens.seconds")} style={{ width: 180 }} />
      </Form.Item>
    </>
  );
}

function SceneItems(): ReactNode {
  const { t } = useTranslation();
  return (
    <Form.List name="scenes">
      {(rows, { add, remove, move }) => (
        <div className="wall-scenes">
          {rows.map(({ key, name }, i) => (
            <Space key={key} align="baseline" className="wall-scenes__row">
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
                  options={SCENE_CONDITIONS.map((when) => ({ value: when, label: t(`scene.when.${when}`) }))}
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
          ))}
          <Button size="small" disabled={rows.length >= MOST_SCENES} onClick={() => add(NEW_SCENE)}>
            {t("screens.addScene")}
          </Button>
        </div>
      )}
    </Form.List>
  );
}
