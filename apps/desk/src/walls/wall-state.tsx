import type { Wall, WallControl, WallNews } from "@getu/domain";
import { findIllegible, useLanguage } from "@getu/ui";
import { Space, Tag, Typography } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** A moment with its day, as the office's own clock has it. */
export const timeOf = (iso: string, language: string): string =>
  new Date(iso).toLocaleString(language, { dateStyle: "medium", timeStyle: "short" });

/** What a wall does, and what it has said of itself. */
export function WallState({ wall: { isRevoked, control, news, settings } }: { wall: Wall }): ReactNode {
  const { t } = useTranslation();
  if (isRevoked) return <Tag>{t("screens.revoked")}</Tag>;
  const illegible = findIllegible(settings);
  const shows = news?.shows && t(`scene.name.${news.shows}`);
  return (
    <Space orientation="vertical" size={2}>
      <Space size={[8, 0]} wrap>
        <Tag>{t(STANDINGS[standingOf(control)])}</Tag>
        {shows && t(news.isHeard ? "screens.shows" : "screens.showed", { scene: shows })}
      </Space>
      {illegible && <Tag color="warning">{t("screens.illegibleBeyond", { most: illegible.mostMetres })}</Tag>}
      <Heard news={news} />
      {news?.restart && <Restarted restart={news.restart} />}
    </Space>
  );
}

const STANDINGS = { pinned: "scene.pinned", held: "scene.held", free: "screens.active" } as const;

function standingOf({ pinned, isHeld }: WallControl): keyof typeof STANDINGS {
  if (pinned !== null) return "pinned";
  return isHeld ? "held" : "free";
}

function Heard({ news }: { news: WallNews | null }): ReactNode {
  const { t } = useTranslation();
  const { language } = useLanguage();
  if (!news) return <Typography.Text type="secondary">{t("screens.unheard")}</Typography.Text>;
  const time = timeOf(news.heardAt, language);
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
