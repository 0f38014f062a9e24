import type { ListedPerson } from "@getu/domain";
import { useLanguage } from "@getu/ui";
import { Button, Popconfirm, Tag } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useAct } from "@getu/ui/use-act.ts";

type GrantTagProps = {
  grant: ListedPerson["grants"][number];
  name: string;
  onTake: (grantId: number) => Promise<void>;
};

/** A role and where it holds; its cross takes it back, after a question, where it is the reader's to take. */
export function GrantTag({ grant, name, onTake }: GrantTagProps): ReactNode {
  const { t } = useTranslation();
  const { labelOf } = useLanguage();
  const { act } = useAct();
  const { id, role, territoryName, gridName, mayTake } = grant;
  const place = [territoryName ? labelOf(territoryName) : t("desk.everywhere"), gridName].filter(Boolean);
  return (
    <Tag>
      {t(`role.${role}`)} · {place.join(" / ")}
      {mayTake && (
        <Popconfirm title={t("people.takeAsk", { name })} onConfirm={() => act(() => onTake(id))}>
          <Button type="text" size="small" aria-label={t("people.take", { role: t(`role.${role}`) })}>
            ×
          </Button>
        </Popconfirm>
      )}
    </Tag>
  );
}
