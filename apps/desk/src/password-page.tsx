import { authDoor, useForgetAnswers, useSetPassword, useTRPCClient } from "@getu/ui";
import { Button, Form, Typography } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Door } from "./door.tsx";
import { NewPasswordItems } from "./new-password-items.tsx";
import { openOwnPage } from "./open-own-page.ts";
import { useAct } from "@getu/ui/use-act.ts";

/** Sets the password of an account by a link that works once, and signs in with it. */
export function PasswordPage({ token }: { token: string }): ReactNode {
  const { t } = useTranslation();
  const { mutateAsync: setPassword } = useSetPassword();
  const backend = useTRPCClient();
  const forgetAnswers = useForgetAnswers();
  const { isBusy, act } = useAct();
  const submit = ({ password }: { password: string }) =>
    act(async () => {
      const { username } = await setPassword({ token, password });
      await authDoor.signIn({ username, password });
      await openOwnPage(backend, "");
      await forgetAnswers();
    });
  return (
    <Door title={t("password.title")}>
      <Typography.Paragraph>{t("password.hint")}</Typography.Paragraph>
      <Form layout="vertical" requiredMark={false} onFinish={submit}>
        <NewPasswordItems label={t("signIn.password")} />
        <Button block size="large" type="primary" htmlType="submit" loading={isBusy}>
          {t("password.submit")}
        </Button>
      </Form>
    </Door>
  );
}
