import type { Wall, WallOrder } from "@getu/domain";
import { findIllegible, useLanguage } from "@getu/ui";
import type { Walls } from "@getu/ui";
import { Button, Popconfirm, Select, Space, Tag, Tooltip } from "antd";
import type { TableColumnsType } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useAct } from "@getu/ui/use-act.ts";

const timeOf = (iso: string, language: string): string =>
  new Date(iso).toLocaleString(language, { dateStyle: "medium", timeStyle: "short" });

type Manage = {
  /** Opens how a wall is set up; null = the viewer may not. */
  onArrange: ((wall: Wall) => void) | null;
};

/** The columns of the walls: what each is, and what it can be told. */
export function useWallColumns(walls: Walls, { onArrange }: Manage): TableColumnsType<Wall> {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { act } = useAct();
  return [
    { title: t("screens.column"), dataIndex: "name" },
    { title: t("screens.scope"), render: (_, { gridName }) => gridName ?? t("desk.wholeTerritory") },
    { title: t("screens.made"), render: (_, { createdAt }) => timeOf(createdAt, language) },
    { title: t("screens.state"), render: (_, wall) => <State wall={wall} /> },
    {
      title: t("screens.steer"),
      render: (_, wall) =>
        wall.isRevoked ? null : (
          <Steer wall={wall} onGive={(given) => act(() => walls.steer(wall.id, given))} />
        ),
    },
    {
      title: "",
      align: "end",
      render: (_, wall) =>
        wall.isRevoked || !onArrange ? null : (
          <Space>
            <Button size="small" onClick={() => onArrange(wall)}>
              {t("screens.arrange")}
            </Button>
            <Popconfirm
              title={t("screens.revokeAsk", { name: wall.name })}
              onConfirm={() => act(() => walls.revoke(wall.id))}
            >
              <Button size="small" danger>
                {t("screens.revoke")}
              </Button>
            </Popconfirm>
          </Space>
        ),
    },
  ];
}

function State({ wall }: { wall: Wall }): ReactNode {
  const { t } = useTranslation();
  if (wall.isRevoked) return <Tag>{t("screens.revoked")}</Tag>;
  const illegible = findIllegible(wall.settings);
  return (
    <Space orientation="vertical" size={4}>
      <Tag>{t(stateOf(wall.control))}</Tag>
      {illegible && <Tag color="warning">{t("screens.illegibleBeyond", { most: illegible.mostMetres })}</Tag>}
    </Space>
  );
}

function stateOf({ pinned, isHeld }: Wall["control"]) {
  if (pinned !== null) return "scene.pinned";
  return isHeld ? "scene.held" : "screens.active";
}

/** Holds a wall, sends it on, or pins one of its scenes. */
function Steer({ wall, onGive }: { wall: Wall; onGive: (given: WallOrder) => Promise<void> }): ReactNode {
  const { t } = useTranslation();
  const { settings, control } = wall;
  const stays = control.isHeld || control.pinned !== null;
  return (
    <Space>
      <Button size="small" onClick={() => onGive({ order: stays ? "go-on" : "hold" })}>
        {t(stays ? "screens.goOn" : "screens.hold")}
      </Button>
      <Tooltip title={t("screens.skipHint")}>
        <Button size="small" onClick={() => onGive({ order: "skip" })}>
          {t("screens.skip")}
        </Button>
      </Tooltip>
      <Select
        size="small"
        style={{ width: 150 }}
        aria-label={t("screens.pin")}
        placeholder={t("screens.pin")}
        value={control.pinned}
        onChange={(scene: number) => onGive({ order: "pin", scene })}
        options={settings.scenes.map(({ kind }, i) => ({
          value: i,
          label: `${i + 1} ${t(`scene.name.${kind}`)}`,
        }))}
      />
    </Space>
  );
}
