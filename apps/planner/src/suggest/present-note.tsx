import type { PresentDivision } from "@getu/editor";
import { Typography } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

type PresentNoteProps = {
  present: PresentDivision;
  /** Into how many it shall be divided; null = nobody has said. */
  count: number | null;
};

/** Into how many grids a community is divided now, and how many households would fall to each of so many. */
export function PresentNote({ present, count }: PresentNoteProps): ReactNode {
  const { t } = useTranslation();
  const { households } = present;
  const words =
    households === null || count === null
      ? t("planner.suggest.present", { count: present.count })
      : t("planner.suggest.presentOf", {
          count: present.count,
          households: Math.round(households),
          each: Math.round(households / count),
        });
  return <Typography.Text type="secondary">{words}</Typography.Text>;
}
