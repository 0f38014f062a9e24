import { authDoor, useForgetAnswers } from "@getu/ui";
import { Button, Form, Input, QRCode, Space, Tag, Typography } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useAct } from "@getu/ui/use-act.ts";

type Begun = { uri: string; spareCodes: string[] };

function Confirm({ begun: { uri, spareCodes } }: { begun: Begun }): ReactNode {
  const { t } = useTranslation();
  const forgetAnswers = useForgetAnswers();
  const { isBusy, act } = useAct();
  const confirm = ({ code }: { code: string }) =>
    act(async () => {
      await authDoor.giveCode(code.trim());
      await forgetAnswers();
    });
  return (
    <Space align="start" wrap size={24}>
      <QRCode value={uri} bgColor="#ffffff" color="#000000" aria-label={t("account.secondFactor")} />
      <div style={{ maxWidth: 420 }}>
        <Typography.Paragraph>
          {t("account.scan", { secret: new URL(uri).searchParams.get("secret") ?? "" })}
        </Typography.Paragraph>
        <Typography.Paragraph>{t("account.spare")}</Typography.Paragraph>
        <Typography.Paragraph className="desk__secret" copyable={{ text: spareCodes.join("\n") }}>
          {spareCodes.join("  ")}
        </Typography.Paragraph>
        <Form layout="vertical" requiredMark={false} onFinish={confirm}>
          <Form.Item name="code" label={t("signIn.code")} rules={[{ required: true }]}>
            <Input autoComplete="one-time-code" inputMode="numeric" maxLength={6} />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={isBusy}>
            {t("account.confirm")}
          </Button>
        </Form>
      </div>
    </Space>
  );
}

/** Turns the second factor on, in two steps, or off. */
export function SecondFactor({ isOn }: { isOn: boolean }): ReactNode {
  const { t } = useTranslation();
  const [begun, setBegun] = useState<Begun | null>(null);
  const forgetAnswers = useForgetAnswers();
  const { isBusy, act } = useAct();
  const change = ({ password }: { password: string }) =>
    act(async () => {
      if (isOn) {
        await authDoor.endSecondFactor(password);
        await forgetAnswers();
        return;
      }
      const { totpURI, backupCodes } = await authDoor.beginSecondFactor(password);
      if (totpURI !== undefined) setBegun({ uri: totpURI, spareCodes: backupCodes ?? [] });
    });
  if (begun && !isOn) return <Confirm begun={begun} />;
  return (
    <Form layout="vertical" requiredMark={false} onFinish={change} style={{ maxWidth: 400 }}>
      <Typography.Paragraph>
        {t("account.secondFactorHint")} {isOn && <Tag>{t("account.isOn")}</Tag>}
      </Typography.Paragraph>
      <Form.Item name="password" label={t("account.current")} rules={[{ required: true }]}>
        <Input.Password autoComplete="current-password" maxLength={128} />
      </Form.Item>
      <Button type={isOn ? "default" : "primary"} danger={isOn} htmlType="submit" loading={isBusy}>
        {t(isOn ? "account.stop" : "account.begin")}
      </Button>
    </Form>
  );
}
