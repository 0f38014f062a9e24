import { authDoor, useForgetAnswers, useJoin, useTRPCClient } from "@getu/ui";
import { Button, Form, Input, Typography } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Door } from "./door.tsx";
import { NewPasswordItems } from "./new-password-items.tsx";
import { openOwnPage } from "./open-own-page.ts";
import { useAct } from "@getu/ui/use-act.ts";

type Joining = { name: string; username: string; password: string };

/** Makes an account by an invitation, the first administrator's included, and signs in with it. */
export function JoinPage({ token }: { token: string }): ReactNode {
  const { t } = useTranslation();
  const { mutateAsync: join } = useJoin();
  const backend = useTRPCClient();
  const forgetAnswers = useForgetAnswers();
  const { isBusy, act } = useAct();
  const submit = ({ name, username, password }: Joining) =>
    act(async () => {
      await join({ token, name, username, password });
      await authDoor.signIn({ username, password });
      await openOwnPage(backend, "people");
      await forgetAnswers();
    });
  return (
    <Door title={t("join.title")}>
      <Typography.Paragraph>{t("join.hint")}</Typography.Paragraph>
      <Form layout="vertical" requiredMark={false} onFinish={submit}>
        <Form.Item name="name" label={t("join.name")} rules={[{ required: true }]}>
          <Input autoFocus autoComplete="name" maxLength={60} />
        </Form.Item>
        <Form.Item
          name="username"
          label={t("signIn.username")}
          extra={t("join.usernameHint")}
          rules={[{ required: true, pattern: /^[a-zA-Z0-9_.]{3,30}$/, message: t("join.usernameHint") }]}
        >
          <Input autoComplete="username" maxLength={30} />
        </Form.Item>
        <NewPasswordItems label={t("signIn.password")} />
        <Button block size="large" type="primary" htmlType="submit" loading={isBusy}>
          {t("join.submit")}
        </Button>
      </Form>
    </Door>
  );
}
