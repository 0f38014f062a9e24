import { shownNameSchema, WALL_DEFAULTS } from "@getu/domain";
import type { Territory, Wall, WallSettings } from "@getu/domain";
import type { Walls } from "@getu/ui";
import { useAct } from "@getu/ui/use-act.ts";
import { Button, Drawer, Form, Input, Typography } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { GridItem } from "../place-items.tsx";
import { useScope } from "../use-may.ts";
import { WallItems } from "./wall-items.tsx";

/** What is missing may lie far above the button that was pressed; what is said of it lies below its field. */
const TO_WHAT_IS_MISSING = { focus: true, block: "center" } as const;

const LAID_OUT = {
  layout: "vertical",
  requiredMark: false,
  scrollToFirstError: TO_WHAT_IS_MISSING,
} as const;

/** A form that was opened, another one each time: for a wall that is taken, or of one that is set up. */
export type OpenedForm = { of: Wall | "new" };

type WallDrawerProps = {
  territory: Territory;
  walls: Walls;
  /** Null = nothing is open. */
  opened: OpenedForm | null;
  /** What is to be closed; it may be another one that is open by then: what was saved is answered late where a list is. */
  onClose: (closed: OpenedForm | null) => void;
};

/** Takes a wall or sets one up. Once something was typed it is closed by its own button alone: a form takes minutes. */
export function WallDrawer({ territory, walls, opened, onClose }: WallDrawerProps): ReactNode {
  const { t } = useTranslation();
  const [touched, setTouched] = useState<OpenedForm | null>(null);
  const wall = opened?.of ?? null;
  const isTouched = opened !== null && touched === opened;
  const close = (): void => {
    setTouched((now) => (now === opened ? null : now));
    onClose(opened);
  };
  const form = { territory, walls, onTouch: () => setTouched(opened), onDone: close };
  return (
    <Drawer
      open={opened !== null}
      title={wall === null || wall === "new" ? t("screens.add") : wall.name}
      onClose={close}
      keyboard={!isTouched}
      mask={{ closable: !isTouched }}
      destroyOnHidden
      size={620}
    >
      {wall === "new" && <PairForm {...form} />}
      {wall !== null && wall !== "new" && <ArrangeForm {...form} wall={wall} />}
    </Drawer>
  );
}

type FormProps = { territory: Territory; walls: Walls; onTouch: () => void; onDone: () => void };

type PairFields = WallSettings & { code: string; name: string; gridId?: number | null };

/** Takes the wall that shows a code. */
function PairForm({ territory, walls, onTouch, onDone }: FormProps): ReactNode {
  const { t } = useTranslation();
  const { isBusy, act } = useAct();
  const { within } = useScope("device.manage", territory.id);
  const pair = ({ code, name, gridId = null, ...settings }: PairFields) =>
    act(async () => {
      await walls.pair({ code, name, gridId, settings });
      onDone();
    });
  return (
    <Form {...LAID_OUT} onValuesChange={onTouch} onFinish={pair} initialValues={WALL_DEFAULTS}>
      <Typography.Paragraph type="secondary">
        {t("screens.pairHint", { address: `${location.origin}/pair` })}
      </Typography.Paragraph>
      <Form.Item name="code" label={t("screens.code")} rules={[{ required: true, whitespace: true }]}>
        <Input size="large" autoFocus autoComplete="off" maxLength={40} className="wall-code" />
      </Form.Item>
      <NameItem />
      <GridItem territory={territory} within={within} />
      <WallItems timeZone={territory.timeZone} />
      <Button block type="primary" htmlType="submit" loading={isBusy}>
        {t("screens.submit")}
      </Button>
    </Form>
  );
}

/** What a wall is called, by the rule by which the server takes it. */
function NameItem(): ReactNode {
  const { t } = useTranslation();
  const legible = {
    validator: async (_: unknown, name: string) => {
      if (!shownNameSchema.safeParse(name).success) throw new Error(t("screens.nameUnseen"));
    },
  };
  return (
    <Form.Item
      name="name"
      label={t("screens.name")}
      validateFirst
      rules={[{ required: true, whitespace: true }, legible]}
    >
      <Input maxLength={60} />
    </Form.Item>
  );
}

/** Sets up what a wall shows. */
function ArrangeForm({ territory, wall, walls, onTouch, onDone }: FormProps & { wall: Wall }): ReactNode {
  const { t } = useTranslation();
  const { isBusy, act } = useAct();
  const arrange = (settings: WallSettings) =>
    act(async () => {
      await walls.arrange(wall, settings);
      onDone();
    });
  return (
    <Form {...LAID_OUT} onValuesChange={onTouch} onFinish={arrange} initialValues={wall.settings}>
      <WallItems timeZone={territory.timeZone} />
      <Button block type="primary" htmlType="submit" loading={isBusy}>
        {t("screens.save")}
      </Button>
    </Form>
  );
}
