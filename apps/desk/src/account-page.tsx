import { authDoor, useLanguage, useSessions } from "@getu/ui";
import type { SignIn } from "@getu/domain";
import { Alert, App, Button, Card, Form, Input, Table, Tag } from "antd";
import type { TableColumnsType } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { PageProps } from "./frame.tsx";
import { NewPasswordItems } from "./new-password-items.tsx";
import { PageHead } from "./page-head.tsx";
import { SecondFactor } from "./second-factor.tsx";
import { useAct } from "@getu/ui/use-act.ts";

function Sessions(): ReactNode {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { sessions, end } = useSessions();
  const { act } = useAct();
  const time = (iso: string) =>
    new Date(iso).toLocaleString(language, { dateStyle: "medium", timeStyle: "short" });
  const columns: TableColumnsType<SignIn> = [
    { title: t("account.began"), render: (_, { createdAt }) => time(createdAt) },
    { title: t("account.lastSeen"), render: (_, { lastSeenAt }) => time(lastSeenAt) },
    { title: t("account.from"), dataIndex: "address" },
    {
      title: t("account.browser"),
      render: (_, { browser, elsewhere }) => (
        <>
          {browser}
          {elsewhere && (
            <Alert
              type="warning"
              showIcon
              title={t("account.elsewhere", { at: time(elsewhere.at), address: elsewhere.address ?? "?" })}
            />
          )}
        </>
      ),
    },
    {
      title: "",
      align: "end",
      render: (_, { id, isCurrent }) =>
        isCurrent ? (
          <Tag>{t("account.thisOne")}</Tag>
        ) : (
          <Button size="small" danger onClick={() => act(() => end(id))}>
            {t("account.end")}
          </Button>
        ),
    },
  ];
  return (
    <Table
      rowKey="id"
      columns={columns}
      dataSource={sessions ?? []}
      loading={!sessions}
      pagination={false}
      scroll={{ x: 640 }}
    />
  );
}

function PasswordForm(): ReactNode {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm();
  const { isBusy, act } = useAct();
  const change = ({ current, password }: { current: string; password: string }) =>
    act(async () => {
      await authDoor.changePassword({ currentPassword: current, newPassword: password });
      form.resetFields();
      message.success(t("account.changed"));
    });
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={change} style={{ maxWidth: 400 }}>
      <Form.Item name="current" label={t("account.current")} rules={[{ required: true }]}>
        <Input.Password autoComplete="current-password" maxLength={128} />
      </Form.Item>
      <NewPasswordItems label={t("account.next")} />
      <Button type="primary" htmlType="submit" loading={isBusy}>
        {t("account.change")}
      </Button>
    </Form>
  );
}

/** One's own account: where it is signed in, its password, its second factor. */
export function AccountPage({ account }: PageProps): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <PageHead title={t("account.title")} />
      <Card title={t("account.sessions")}>
        <Sessions />
      </Card>
      <Card title={t("account.secondFactor")}>
        <SecondFactor isOn={account.person?.hasSecondFactor === true} />
      </Card>
      <Card title={t("account.password")}>
        <PasswordForm />
      </Card>
    </>
  );
}
