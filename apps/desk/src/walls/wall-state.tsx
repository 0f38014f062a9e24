import type { Wall, WallControl, WallNews } from "@getu/domain";
import { findIllegible, useLanguage } from "@getu/ui";
import { Space, Tag, Typography } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** A moment with its day, as the office's own clock has it. */
export const timeOf = (iso: string, language: string): string =>
  new Date(iso).toLocaleString(language, { dateStyle: "medium", timeStyle: "short" });

type WallStateProps = {
  wall: Wall;
  /** What the urgent incident is called that it shows; null = it shows none, or that is not known. */
  urgent: string | null;
  /** True when what is said here was so some time ago. */
  isOld: boolean;
};

/** What a wall does, and what it has said of itself. */
export function WallState({ wall, urgent, isOld }: WallStateProps): ReactNode {
  const { t } = useTranslation();
  const { isRevoked, control, news, settings } = wall;
  if (isRevoked) return <Tag>{t("screens.revoked")}</Tag>;
  const illegible = findIllegible(settings);
  return (
    <div className="wall-state">
      <Space size={[8, 0]} wrap>
        <Tag>{t(STANDINGS[standingOf(control)])}</Tag>
        {illegible && (
          <Tag color="warning">{t("screens.illegibleBeyond", { most: illegible.mostMetres })}</Tag>
        )}
      </Space>
      {news && <Shows {...{ news, urgent, isOld }} />}
      <Heard {...{ news, isOld }} />
      {news?.restart && <Restarted restart={news.restart} />}
    </div>
  );
}

const STANDINGS = { pinned: "scene.pinned", held: "scene.held", free: "screens.active" } as const;

function standingOf({ pinned, isHeld }: WallControl): keyof typeof STANDINGS {
  if (pinned !== null) return "pinned";
  return isHeld ? "held" : "free";
}

type ShowsProps = { news: WallNews; urgent: string | null; isOld: boolean };

/** On one line however long it is: buttons lie below it, and must not move under a finger when a wall's scene changes. */
function Shows({ news: { shows, isHeard }, urgent, isOld }: ShowsProps): ReactNode {
  const { t } = useTranslation();
  if (shows === null) return null;
  const scene = urgent === null ? t(`scene.name.${shows}`) : t("screens.urgentThis", { incident: urgent });
  const said = t(isHeard && !isOld ? "screens.shows" : "screens.showed", { scene });
  return (
    <span className="wall-state__shows" title={said}>
      {said}
    </span>
  );
}

/** When a wall was heard last; that it is heard, or silent, only a list says that is as good as now. */
function Heard({ news, isOld }: { news: WallNews | null; isOld: boolean }): ReactNode {
  const { t } = useTranslation();
  const { language } = useLanguage();
  if (!news) return <Typography.Text type="secondary">{t("screens.unheard")}</Typography.Text>;
  const time = timeOf(news.heardAt, language);
  if (isOld) return <Typography.Text type="secondary">{t("screens.heardBefore", { time })}</Typography.Text>;
  return news.isHeard ? (
    <Typography.Text type="secondary">{t("screens.heard", { time })}</Typography.Text>
  ) : (
    <Typography.Text type="danger">{t("screens.silent", { time })}</Typography.Text>
  );
}

function Restarted({ restart: { reason, at } }: { restart: NonNullable<WallNews["restart"]> }): ReactNode {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const words = { time: timeOf(at, language), because: t(`screens.restart.${reason}`) };
  return <Typography.Text type="secondary">{t("screens.restarted", words)}</Typography.Text>;
}
