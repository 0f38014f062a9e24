import { authDoor, useForgetAnswers } from "@getu/ui";
import { Alert, Button, Form, Input } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { CodeForm } from "./code-form.tsx";
import { Door } from "./door.tsx";
import { useAct } from "@getu/ui/use-act.ts";

/** The office's directory, or whoever came back from it with something else, was not believed. */
const isTurnedBack = (): boolean => new URLSearchParams(location.search).has("error");

/** Name and password, then the second factor where the account has one. */
export function SignInPage({ hasDirectory }: { hasDirectory: boolean }): ReactNode {
  const { t } = useTranslation();
  const [isHalfIn, setHalfIn] = useState(false);
  const forgetAnswers = useForgetAnswers();
  const { isBusy, act } = useAct();

  const signIn = (given: { username: string; password: string }) =>
    act(async () => {
      const { twoFactorRedirect } = await authDoor.signIn(given);
      if (twoFactorRedirect === true) setHalfIn(true);
      else await forgetAnswers();
    });
  const leave = () =>
    act(async () => {
      const { url } = await authDoor.signInByDirectory();
      if (url !== undefined) location.assign(url);
    });

  if (isHalfIn) {
    return (
      <Door title={t("signIn.codeTitle")}>
        <CodeForm onIn={forgetAnswers} onBack={() => setHalfIn(false)} />
      </Door>
    );
  }
  return (
    <Door title={t("signIn.title")}>
      {hasDirectory && isTurnedBack() && (
        <Alert type="warning" showIcon title={t("signIn.turnedBack")} style={{ marginBottom: 16 }} />
      )}
      <Form layout="vertical" requiredMark={false} onFinish={signIn}>
        <Form.Item name="username" label={t("signIn.username")} rules={[{ required: true }]}>
          <Input size="large" autoFocus autoComplete="username" maxLength={60} />
        </Form.Item>
        <Form.Item name="password" label={t("signIn.password")} rules={[{ required: true }]}>
          <Input.Password size="large" autoComplete="current-password" maxLength={128} />
        </Form.Item>
        <Button block size="large" type="primary" htmlType="submit" loading={isBusy}>
          {t("signIn.submit")}
        </Button>
        {hasDirectory && (
          <Button block size="large" style={{ marginTop: 12 }} onClick={leave}>
            {t("signIn.directory")}
          </Button>
        )}
      </Form>
    </Door>
  );
}
