import type { DeviceToken, Territory } from "@getu/domain";
import { useLanguage, useScreens } from "@getu/ui";
import { Button, Drawer, Form, Input, Popconfirm, Table, Tag, Typography } from "antd";
import type { TableColumnsType } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { PlaceItems, toPlace } from "./place-items.tsx";
import type { PlaceFields } from "./place-items.tsx";
import { ShownOnce } from "./shown-once.tsx";
import { useTerritoryChoice } from "./territory-select.tsx";
import { useAct } from "./use-act.ts";

const timeOf = (iso: string, language: string): string =>
  new Date(iso).toLocaleString(language, { dateStyle: "medium", timeStyle: "short" });

function useColumns(onRevoke: (id: number) => Promise<void>): TableColumnsType<DeviceToken> {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { act } = useAct();
  return [
    { title: t("screens.column"), dataIndex: "name" },
    { title: t("screens.scope"), render: (_, { gridName }) => gridName ?? t("desk.wholeTerritory") },
    { title: t("screens.made"), render: (_, { createdAt }) => timeOf(createdAt, language) },
    {
      title: t("screens.state"),
      render: (_, { isRevoked }) => <Tag>{t(isRevoked ? "screens.revoked" : "screens.active")}</Tag>,
    },
    {
      title: "",
      align: "end",
      render: (_, { id, name, isRevoked }) =>
        isRevoked ? null : (
          <Popconfirm title={t("screens.revokeAsk", { name })} onConfirm={() => act(() => onRevoke(id))}>
            <Button size="small" danger>
              {t("screens.revoke")}
            </Button>
          </Popconfirm>
        ),
    },
  ];
}

function TerritoryScreens({ territory }: { territory: Territory }): ReactNode {
  const { t } = useTranslation();
  const { screens, create, revoke } = useScreens(territory.id);
  const { isBusy, act } = useAct();
  const [isAdding, setAdding] = useState(false);
  const [token, setToken] = useState<string | null>(null);
  const add = ({ name, ...place }: PlaceFields & { name: string }) =>
    act(async () => {
      setToken(await create({ name, gridId: toPlace(place).gridId }));
      setAdding(false);
    });
  return (
    <>
      <Button type="primary" style={{ alignSelf: "start" }} onClick={() => setAdding(true)}>
        {t("screens.add")}
      </Button>
      <Table
        rowKey="id"
        columns={useColumns(revoke)}
        dataSource={screens ?? []}
        loading={!screens}
        locale={{ emptyText: t("screens.empty") }}
        pagination={false}
        scroll={{ x: 600 }}
      />
      <Drawer
        open={isAdding}
        title={t("screens.add")}
        onClose={() => setAdding(false)}
        destroyOnHidden
        size={400}
      >
        <Form
          layout="vertical"
          requiredMark={false}
          onFinish={add}
          initialValues={{ territoryId: territory.id }}
        >
          <Form.Item name="name" label={t("screens.name")} rules={[{ required: true, whitespace: true }]}>
            <Input maxLength={60} />
          </Form.Item>
          <PlaceItems everywhere="not offered" />
          <Button block type="primary" htmlType="submit" loading={isBusy}>
            {t("screens.submit")}
          </Button>
        </Form>
      </Drawer>
      <ShownOnce
        title={t("screens.tokenTitle")}
        hint={t("screens.tokenHint", { address: `${location.origin}/desk/#/screen` })}
        secret={token}
        onClose={() => setToken(null)}
      />
    </>
  );
}

/** The walls' tokens, territory by territory. */
export function ScreensPage(): ReactNode {
  const { t } = useTranslation();
  const { territory, field } = useTerritoryChoice();
  return (
    <>
      <div className="desk__head">
        <Typography.Title level={1} style={{ margin: 0, fontSize: 22 }}>
          {t("screens.title")}
        </Typography.Title>
        {field}
      </div>
      <Typography.Text type="secondary">{t("screens.hint")}</Typography.Text>
      {territory && <TerritoryScreens key={territory.id} territory={territory} />}
    </>
  );
}
