import type { ListedPerson } from "@getu/domain";
import { Button, Popconfirm, Tag } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useAct } from "@getu/ui/use-act.ts";
import { useGrantWords } from "./former-role.tsx";

type GrantTagProps = {
  grant: ListedPerson["grants"][number];
  name: string;
  onTake: (grantId: number) => Promise<void>;
};

/** A role and where it holds; its cross takes it back, after a question, where it is the reader's to take. */
export function GrantTag({ grant, name, onTake }: GrantTagProps): ReactNode {
  const { t } = useTranslation();
  const { act } = useAct();
  const { id, role, mayTake } = grant;
  const words = useGrantWords()(grant);
  return (
    <Tag>
      {words}
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
