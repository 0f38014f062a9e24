import type { Wall } from "@getu/domain";
import { useLanguage } from "@getu/ui";
import type { Walls } from "@getu/ui";
import { useAct } from "@getu/ui/use-act.ts";
import { Button, Popconfirm, Space, Typography } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { PlainColumn } from "../stacked-columns.tsx";
import type { UrgentWords } from "./use-urgent-words.ts";
import { timeOf, WallState } from "./wall-state.tsx";
import { WallSteer } from "./wall-steer.tsx";
import type { UrgentOnWall } from "./wall-steer.tsx";

/** Opens how a wall is set up; null = the viewer may not. */
type OnArrange = ((wall: Wall) => void) | null;

type WallColumns = {
  walls: Walls;
  urgentWords: UrgentWords;
  /** True when the list says nothing of now. */
  isOld: boolean;
  onArrange: OnArrange;
};

/** The columns of the walls: what each is, and what it can be told. Their widths stand, so that nothing moves under a pointer. */
export function useWallColumns({ walls, urgentWords, isOld, onArrange }: WallColumns): PlainColumn<Wall>[] {
  const { t } = useTranslation();
  const urgentOn = (wall: Wall): UrgentOnWall | null => {
    const id = wall.news?.isHeard && wall.news.shows === "urgent" ? wall.news.incidentId : null;
    return id === null || isOld ? null : { id, words: urgentWords(wall) };
  };
  return [
    { key: "name", title: t("screens.column"), width: 220, render: (_, wall) => <Name wall={wall} /> },
    {
      key: "state",
      title: t("screens.state"),
      render: (_, wall) => <WallState wall={wall} urgent={urgentWords(wall)} isOld={isOld} />,
    },
    {
      key: "steer",
      title: t("screens.steer"),
      width: 380,
      render: (_, wall) =>
        wall.isRevoked ? null : (
          <WallSteer wall={wall} urgent={urgentOn(wall)} onGive={(given) => walls.steer(wall.id, given)} />
        ),
    },
    {
      key: "manage",
      align: "end",
      width: 200,
      render: (_, wall) => (wall.isRevoked || !onArrange ? null : <Manage {...{ wall, walls, onArrange }} />),
    },
  ];
}

function Name({ wall: { name, gridId, gridName, createdAt } }: { wall: Wall }): ReactNode {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const whole = t("desk.wholeTerritory");
  const place = gridId === null ? whole : (gridName ?? t("screens.gridGone")); // what is not in force has no name
  return (
    <Space orientation="vertical" size={0}>
      <Typography.Text strong>{name}</Typography.Text>
      <Typography.Text type="secondary">{place}</Typography.Text>
      <Typography.Text type="secondary">
        {t("screens.made", { time: timeOf(createdAt, language) })}
      </Typography.Text>
    </Space>
  );
}

type ManageProps = { wall: Wall; walls: Walls; onArrange: NonNullable<OnArrange> };

/** Sets a wall up or takes it back, which asks first. */
function Manage({ wall, walls, onArrange }: ManageProps): ReactNode {
  const { t } = useTranslation();
  const { act } = useAct();
  const named = (what: string): string => t("screens.ofWall", { what, name: wall.name }); // every wall in the list has these
  return (
    <Space>
      <Button aria-label={named(t("screens.arrange"))} onClick={() => onArrange(wall)}>
        {t("screens.arrange")}
      </Button>
      <Popconfirm
        title={t("screens.revokeAsk", { name: wall.name })}
        onConfirm={() => act(() => walls.revoke(wall.id))}
      >
        <Button danger aria-label={named(t("screens.revoke"))}>
          {t("screens.revoke")}
        </Button>
      </Popconfirm>
    </Space>
  );
}
