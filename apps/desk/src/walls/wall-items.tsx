import { MOST_BEZEL_MILLIMETRES, MOST_PANELS } from "@getu/domain";
import { findIllegible } from "@getu/ui";
import { Alert, Form, InputNumber, Space, Typography } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { SceneItems } from "./scene-items.tsx";

/** Fields of a form that make `WallSettings`: the list of scenes in order, how long an urgent incident has the screen, and what is read from where. */
export function WallItems({ timeZone }: { timeZone: string }): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <ScreenItems />
      <div>
        <Typography.Text strong>{t("screens.scenes")}</Typography.Text>
      </div>
      <SceneItems timeZone={timeZone} />
      <Form.Item name="urgentSeconds" label={t("screens.urgentSeconds")} rules={[{ required: true }]}>
        <InputNumber min={0} max={600} precision={0} suffix={t("screens.seconds")} style={{ width: 180 }} />
      </Form.Item>
    </>
  );
}

/** Says before it is saved that the screen cannot be read from so far: its text does not grow beyond what its panels have room for. */
function TooFar(): ReactNode {
  const { t } = useTranslation();
  const screenHeightMetres = Form.useWatch<number | null | undefined>("screenHeightMetres");
  const viewingDistanceMetres = Form.useWatch<number | null | undefined>("viewingDistanceMetres");
  if (!screenHeightMetres || !viewingDistanceMetres) return null; // a field that is being filled in
  const illegible = findIllegible({ screenHeightMetres, viewingDistanceMetres });
  if (!illegible) return null;
  const { mostMetres: most, neededHeightMetres: height } = illegible;
  const words = t("screens.illegible", { distance: viewingDistanceMetres, most, height });
  return <Alert type="warning" showIcon title={words} style={{ marginBottom: 24 }} />;
}

/** How large the screen is, from where it is read, and which panels it is made of. */
function ScreenItems(): ReactNode {
  const { t } = useTranslation();
  const metres = (name: "screenHeightMetres" | "viewingDistanceMetres", [min, max]: [number, number]) => (
    <Form.Item name={name} label={t(`screens.${name}`)} rules={[{ required: true }]}>
      <InputNumber min={min} max={max} step={0.1} suffix={t("screens.metres")} style={{ width: 180 }} />
    </Form.Item>
  );
  const panels = (name: "columns" | "rows") => (
    <Form.Item name={["mosaic", name]} label={t(`screens.${name}`)} rules={[{ required: true }]}>
      <InputNumber min={1} max={MOST_PANELS} precision={0} style={{ width: 110 }} />
    </Form.Item>
  );
  return (
    <>
      <Space align="start" size={[24, 0]} wrap>
        {metres("screenHeightMetres", [0.1, 20])}
        {metres("viewingDistanceMetres", [0.3, 60])}
      </Space>
      <TooFar />
      <Space align="start" size={[24, 0]} wrap>
        {panels("columns")}
        {panels("rows")}
        <Form.Item
          name={["mosaic", "bezelMillimetres"]}
          label={t("screens.bezelMillimetres")}
          tooltip={t("screens.bezelHint")}
          rules={[{ required: true }]}
        >
          <InputNumber
            min={0}
            max={MOST_BEZEL_MILLIMETRES}
            step={0.1}
            suffix={t("screens.millimetres")}
            style={{ width: 150 }}
          />
        </Form.Item>
      </Space>
    </>
  );
}
