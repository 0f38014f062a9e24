import { authDoor } from "@getu/ui";
import { Button, Form, Input } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Door } from "./door.tsx";
import { useAct } from "@getu/ui/use-act.ts";

/** Where a wall's browser is given its token; then it shows the wall. */
export function ScreenPage(): ReactNode {
  const { t } = useTranslation();
  const { isBusy, act } = useAct();
  const become = ({ token }: { token: string }) =>
    act(async () => {
      await authDoor.becomeScreen(token.trim());
      location.assign("/");
    });
  return (
    <Door title={t("screens.hereTitle")}>
      <Form layout="vertical" requiredMark={false} onFinish={become}>
        <Form.Item name="token" label={t("screens.token")} rules={[{ required: true }]}>
          <Input.Password size="large" autoFocus autoComplete="off" maxLength={100} />
        </Form.Item>
        <Button block size="large" type="primary" htmlType="submit" loading={isBusy}>
          {t("screens.here")}
        </Button>
      </Form>
    </Door>
  );
}
