import type { Territory } from "@getu/domain";
import type { Session } from "@getu/editor";
import { Button, Popover, Spin } from "antd";
import { lazy, Suspense } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { SnapGround } from "../snap-ground.ts";

const SuggestForm = lazy(async () => ({ default: (await import("./suggest-form.tsx")).SuggestForm }));

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
      content={
        <Suspense fallback={<Spin />}>
          <SuggestForm {...props} />
        </Suspense>
      }
    >
      <Button>{t("planner.suggest.title")}</Button>
    </Popover>
  );
}
