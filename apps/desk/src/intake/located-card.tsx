import type { Located } from "@getu/ui";
import { useLanguage } from "@getu/ui";
import { Alert, Typography } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** Whose the spot is, who answers there, and how sure that is. */
export function LocatedCard({ located }: { located: Located }): ReactNode {
  const { t } = useTranslation();
  const { labelOf } = useLanguage();
  const { grids, distanceToBorderMetres, neighbour, nearBorder } = located;
  const level = located.level ? labelOf(located.level) : "";
  const finest = grids.at(-1);
  if (!finest) return <Alert type="warning" showIcon title={t("desk.intake.outside", { level })} />;
  const metres = Math.round(distanceToBorderMetres ?? 0);
  const name = finest.leaderName;
  return (
    <div className="intake__located">
      <Typography.Text strong>{grids.map((grid) => grid.name).join(" / ")}</Typography.Text>
      <span>
        {name === null ? t("desk.intake.noLeader", { level }) : t("desk.intake.leader", { name, level })}
        {!nearBorder && (
          <Typography.Text type="secondary"> · {t("desk.intake.inside", { metres })}</Typography.Text>
        )}
      </span>
      {nearBorder && neighbour && (
        <Alert
          type="warning"
          showIcon
          title={t("desk.intake.near", {
            metres,
            name: neighbour.name,
            leader: neighbour.leaderName ?? t("desk.intake.unknownLeader"),
          })}
        />
      )}
    </div>
  );
}
