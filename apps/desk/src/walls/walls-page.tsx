import type { Territory, Wall, WallSettings } from "@getu/domain";
import { WALL_DEFAULTS } from "@getu/domain";
import { useWalls } from "@getu/ui";
import type { Walls } from "@getu/ui";
import { Button, ConfigProvider, Drawer, Form, Grid, Input, Table, Typography } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { GridItem } from "../place-items.tsx";
import { PageHead } from "../page-head.tsx";
import { stackedColumns } from "../stacked-columns.tsx";
import { useTerritoryChoice } from "../territory-select.tsx";
import { useAct } from "@getu/ui/use-act.ts";
import { useMay } from "../use-may.ts";
import { useWallColumns } from "./wall-columns.tsx";
import { WallItems } from "./wall-items.tsx";

/** What is missing may lie far above the button that was pressed; what is said of it lies below its field. */
const TO_WHAT_IS_MISSING = { focus: true, block: "center" } as const;

type PairFields = WallSettings & { code: string; name: string; gridId?: number | null };

/** Takes the wall that shows a code. */
function PairForm({ territory, walls, onDone }: FormProps): ReactNode {
  const { t } = useTranslation();
  const { isBusy, act } = useAct();
  const pair = ({ code, name, gridId = null, ...settings }: PairFields) =>
    act(async () => {
      await walls.pair({ code, name, gridId, settings });
      onDone();
    });
  return (
    <Form
      layout="vertical"
      requiredMark={false}
      scrollToFirstError={TO_WHAT_IS_MISSING}
      onFinish={pair}
      initialValues={WALL_DEFAULTS}
    >
      <Typography.Paragraph type="secondary">
        {t("screens.pairHint", { address: `${location.origin}/pair` })}
      </Typography.Paragraph>
      <Form.Item name="code" label={t("screens.code")} rules={[{ required: true, whitespace: true }]}>
        <Input size="large" autoFocus autoComplete="off" maxLength={40} className="wall-code" />
      </Form.Item>
      <Form.Item name="name" label={t("screens.name")} rules={[{ required: true, whitespace: true }]}>
        <Input maxLength={60} />
      </Form.Item>
      <GridItem territory={territory} />
      <WallItems timeZone={territory.timeZone} />
      <Button block type="primary" htmlType="submit" loading={isBusy}>
        {t("screens.submit")}
      </Button>
    </Form>
  );
}

type FormProps = { territory: Territory; walls: Walls; onDone: () => void };

/** Sets up what a wall shows. */
function ArrangeForm({ territory, wall, walls, onDone }: FormProps & { wall: Wall }): ReactNode {
  const { t } = useTranslation();
  const { isBusy, act } = useAct();
  const arrange = (settings: WallSettings) =>
    act(async () => {
      await walls.arrange(wall, settings);
      onDone();
    });
  return (
    <Form
      layout="vertical"
      requiredMark={false}
      scrollToFirstError={TO_WHAT_IS_MISSING}
      onFinish={arrange}
      initialValues={wall.settings}
    >
      <WallItems timeZone={territory.timeZone} />
      <Button block type="primary" htmlType="submit" loading={isBusy}>
        {t("screens.save")}
      </Button>
    </Form>
  );
}

/** A telephone is held in one hand, and whoever steers a wall with it looks at the wall. */
const THUMB_SIZED = { token: { controlHeight: 48, controlHeightSM: 44 } };

function TerritoryWalls({ territory }: { territory: Territory }): ReactNode {
  const { t } = useTranslation();
  const walls = useWalls(territory.id);
  const isManager = useMay()("device.manage", territory.id);
  const isWide = Grid.useBreakpoint().md ?? true;
  const [opened, setOpened] = useState<Wall | "new" | null>(null);
  const close = (): void => setOpened(null);
  return (
    <ConfigProvider {...(!isWide && { theme: THUMB_SIZED })}>
      {isManager && (
        <Button type="primary" style={{ alignSelf: "start" }} onClick={() => setOpened("new")}>
          {t("screens.add")}
        </Button>
      )}
      <WallTable walls={walls} onArrange={isManager ? setOpened : null} isWide={isWide} />
      <Drawer
        open={opened !== null}
        title={opened === "new" || opened === null ? t("screens.add") : opened.name}
        onClose={close}
        destroyOnHidden
        size={620}
      >
        {opened === "new" && <PairForm territory={territory} walls={walls} onDone={close} />}
        {opened !== null && opened !== "new" && (
          <ArrangeForm territory={territory} wall={opened} walls={walls} onDone={close} />
        )}
      </Drawer>
    </ConfigProvider>
  );
}

type WallTableProps = { walls: Walls; onArrange: ((wall: Wall) => void) | null; isWide: boolean };

/** A row for each wall, or a card of a telephone's width. */
function WallTable({ walls, onArrange, isWide }: WallTableProps): ReactNode {
  const { t } = useTranslation();
  const columns = useWallColumns(walls, onArrange);
  return (
    <ConfigProvider {...(isWide && { componentSize: "small" })}>
      <Table
        rowKey="id"
        size="large"
        columns={isWide ? columns : stackedColumns(columns)}
        showHeader={isWide}
        dataSource={walls.walls ?? []}
        loading={!walls.walls}
        locale={{ emptyText: t("screens.empty") }}
        pagination={false}
        {...(isWide && { scroll: { x: 900 } })}
      />
    </ConfigProvider>
  );
}

/** The walls, territory by territory: taken, set up, held, sent on and taken back here. */
export function WallsPage(): ReactNode {
  const { t } = useTranslation();
  const { territory, field } = useTerritoryChoice();
  return (
    <>
      <PageHead title={t("screens.title")}>{field}</PageHead>
      <Typography.Text type="secondary">{t("screens.hint")}</Typography.Text>
      {territory && <TerritoryWalls key={territory.id} territory={territory} />}
    </>
  );
}
