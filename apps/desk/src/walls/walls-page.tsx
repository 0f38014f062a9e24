import type { Territory, Wall } from "@getu/domain";
import { useLanguage, useNow, useRefusalWords, useWalls } from "@getu/ui";
import type { Walls } from "@getu/ui";
import { Alert, Button, ConfigProvider, Grid, Table, Typography } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { PageHead } from "../page-head.tsx";
import { stackedColumns } from "../stacked-columns.tsx";
import type { PlainColumn } from "../stacked-columns.tsx";
import { useTerritoryChoice } from "../territory-select.tsx";
import { useMay } from "../use-may.ts";
import { oldSince } from "./list-age.ts";
import { useUrgentWords } from "./use-urgent-words.ts";
import { useWallColumns } from "./wall-columns.tsx";
import { WallDrawer } from "./wall-drawer.tsx";
import type { OpenedForm } from "./wall-drawer.tsx";
import { timeOf } from "./wall-state.tsx";

/** A telephone is held in one hand, and whoever steers a wall with it looks at the wall. */
const THUMB_SIZED = { token: { controlHeight: 48, controlHeightSM: 44 } };

const TICK_MS = 5_000;

function TerritoryWalls({ territory }: { territory: Territory }): ReactNode {
  const { t } = useTranslation();
  const walls = useWalls(territory.id);
  const now = useNow(TICK_MS);
  const isManager = useMay()("device.manage", territory.id);
  const isWide = Grid.useBreakpoint().md ?? true;
  const [opened, setOpened] = useState<OpenedForm | null>(null);
  const since = oldSince(walls.dataUpdatedAt, now);
  const urgentWords = useUrgentWords(territory, walls, new Date(now));
  const onArrange = isManager ? (wall: Wall) => setOpened({ of: wall }) : null;
  const columns = useWallColumns({ walls, urgentWords, isOld: since !== null, onArrange });
  return (
    <ConfigProvider {...(!isWide && { theme: THUMB_SIZED })}>
      {isManager && (
        <Button type="primary" style={{ alignSelf: "start" }} onClick={() => setOpened({ of: "new" })}>
          {t("screens.add")}
        </Button>
      )}
      <ListState {...{ walls, since }} />
      <WallTable {...{ walls, columns, isWide }} />
      <WallDrawer
        {...{ territory, walls, opened }}
        onClose={(closed) => setOpened((now) => (now === closed ? null : now))}
      />
    </ConfigProvider>
  );
}

type ListStateProps = {
  walls: Walls;
  /** Since when what is listed is old; null = it is not, or nothing is. */
  since: Date | null;
};

/** Says why there is no list, or since when it is old; nothing while it is as good as now, for what fails once comes with the next. */
function ListState({ walls: { walls, failureReason }, since }: ListStateProps): ReactNode {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const wordsFor = useRefusalWords();
  const hasFailed = failureReason !== null;
  if (walls ? since === null : !hasFailed) return null;
  const title = since
    ? t("screens.oldSince", { time: timeOf(since.toISOString(), language) })
    : t("screens.failed");
  return <Alert type="error" showIcon title={title} description={hasFailed && wordsFor(failureReason)} />;
}

type WallTableProps = { walls: Walls; columns: PlainColumn<Wall>[]; isWide: boolean };

/** A row for each wall, or a card of a telephone's width; nothing where there is no list to be had. */
function WallTable({ walls: { walls, failureReason }, columns, isWide }: WallTableProps): ReactNode {
  const { t } = useTranslation();
  if (!walls && failureReason !== null) return null;
  return (
    <ConfigProvider {...(isWide && { componentSize: "small" })}>
      <Table
        rowKey="id"
        size="large"
        tableLayout="fixed"
        columns={isWide ? columns : stackedColumns(columns)}
        showHeader={isWide}
        dataSource={walls ?? []}
        loading={!walls}
        locale={{ emptyText: t("screens.empty") }}
        pagination={false}
        {...(isWide && { scroll: { x: 1040 } })}
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
