import { authDoor } from "@getu/ui";
import { Button, Form, Input } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useAct } from "@getu/ui/use-act.ts";

/** The second factor: digits of the authenticator, or a spare code where the telephone is lost. */
export function CodeForm({ onIn, onBack }: { onIn: () => Promise<void>; onBack: () => void }): ReactNode {
  const { t } = useTranslation();
  const [way, setWay] = useState<"app" | "spare">("app");
  const { isBusy, act } = useAct();
  const give = ({ code }: { code: string }) =>
    act(async () => {
      await (way === "app" ? authDoor.giveCode(code.trim()) : authDoor.giveSpareCode(code.trim()));
      await onIn();
    });
  return (
    <Form layout="vertical" requiredMark={false} onFinish={give} key={way}>
      <Form.Item
        name="code"
        label={t(way === "app" ? "signIn.code" : "signIn.spareCode")}
        rules={[{ required: true }]}
      >
        <Input
          size="large"
          autoFocus
          autoComplete="one-time-code"
          inputMode={way === "app" ? "numeric" : "text"}
          maxLength={16}
        />
      </Form.Item>
      <Button block size="large" type="primary" htmlType="submit" loading={isBusy}>
        {t("signIn.submitCode")}
      </Button>
      <div className="door__foot">
        <Button type="link" onClick={onBack}>
          {t("signIn.back")}
        </Button>
        <Button type="link" onClick={() => setWay(way === "app" ? "spare" : "app")}>
          {t(way === "app" ? "signIn.useSpare" : "signIn.useApp")}
        </Button>
      </div>
    </Form>
  );
}
