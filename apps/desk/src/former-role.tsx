import type { HeldGrant, ListedPerson } from "@getu/domain";
import { useLanguage } from "@getu/ui";
import type { People } from "@getu/ui";
import { useAct } from "@getu/ui/use-act.ts";
import { Button, Popconfirm, Space, Tag, Typography } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** A role with its place in words. */
export function useGrantWords(): (grant: HeldGrant) => string {
  const { t } = useTranslation();
  const { labelOf } = useLanguage();
  return (grant) => {
    const { role, territoryName, gridName } = grant;
    const whole = territoryName ? labelOf(territoryName) : t("desk.everywhere");
    const grid = isThere(grant) ? gridName : t("screens.gridGone");
    return `${t(`role.${role}`)} · ${[whole, grid].filter(Boolean).join(" / ")}`;
  };
}

/** A grid that is not in force any more has no name: there is nothing to give a role on, nor does one on it count. */
const isThere = ({ gridId, gridName }: HeldGrant): boolean => gridId === null || gridName !== null;

type FormerRoleProps = { person: ListedPerson; onGive: People["give"] };

/** That somebody holds no role any more, which they held last, and the way to give it back. */
export function FormerRole({ person: { id, name, lastGrant }, onGive }: FormerRoleProps): ReactNode {
  const { t } = useTranslation();
  const { act } = useAct();
  const grantWords = useGrantWords();
  if (!lastGrant) return <Tag>{t("people.noRole")}</Tag>;
  const { role, territoryId, gridId } = lastGrant;
  const words = grantWords(lastGrant);
  return (
    <Space size={[4, 4]} wrap>
      <Tag color="warning">{t("people.noRole")}</Tag>
      <Typography.Text type="secondary">{t("people.lastRole", { role: words })}</Typography.Text>
      {isThere(lastGrant) && (
        <Popconfirm
          title={t("people.restoreAsk", { name, role: words })}
          onConfirm={() => act(() => onGive({ personId: id, role, place: { territoryId, gridId } }))}
        >
          <Button size="small">{t("people.restore")}</Button>
        </Popconfirm>
      )}
    </Space>
  );
}
