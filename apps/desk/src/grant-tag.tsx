import type { HeldGrant } from "@getu/domain";
import { useLanguage } from "@getu/ui";
import { Button, Popconfirm, Tag } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useAct } from "./use-act.ts";

/** A role and where it holds; its cross takes it back, after a question. */
export function GrantTag(props: { grant: HeldGrant; name: string; onTake: () => Promise<void> }): ReactNode {
  const { t } = useTranslation();
  const { labelOf } = useLanguage();
  const { act } = useAct();
  const { role, territoryName, gridName } = props.grant;
  const place = [territoryName ? labelOf(territoryName) : t("desk.everywhere"), gridName].filter(Boolean);
  return (
    <Tag>
      {t(`role.${role}`)} · {place.join(" / ")}
      <Popconfirm title={t("people.takeAsk", { name: props.name })} onConfirm={() => act(props.onTake)}>
        <Button type="text" size="small" aria-label={t("people.take", { role: t(`role.${role}`) })}>
          ×
        </Button>
      </Popconfirm>
    </Tag>
  );
}
