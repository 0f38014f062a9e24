import type { Territory } from "@getu/domain";
import type { Session } from "@getu/editor";
import { Button, Popover } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { SnapGround } from "../snap-ground.ts";
import { SuggestForm } from "./suggest-form.tsx";

type SuggestButtonProps = { territory: Territory; session: Session; ground: SnapGround };

/** Opens the form that has a community divided. */
export function SuggestButton(props: SuggestButtonProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      destroyOnHidden
      title={t("planner.suggest.title")}
      content={<SuggestForm {...props} />}
    >
      <Button>{t("planner.suggest.title")}</Button>
    </Popover>
  );
}
