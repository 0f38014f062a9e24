import { useLanguage } from "@getu/ui";
import { Button, Card, Layout, Typography } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** What stands before the desk: one card with the product's name above and the other language below. */
export function Door({ title, children }: { title: string; children: ReactNode }): ReactNode {
  const { t } = useTranslation();
  const { language, setLanguage } = useLanguage();
  return (
    <Layout>
      <main className="door">
        <div className="door__card">
          <div className="door__brand">
            <Typography.Title level={1} style={{ margin: 0 }}>
              {t("product")}
            </Typography.Title>
            <Typography.Text type="secondary">{t("desk.slogan")}</Typography.Text>
          </div>
          <Card title={<h2 style={{ margin: 0, fontSize: 18 }}>{title}</h2>}>{children}</Card>
          <div className="door__foot">
            <Button type="link" href="/">
              {t("desk.screens.wall")}
            </Button>
            <Button type="link" onClick={() => setLanguage(language === "en" ? "zh-CN" : "en")}>
              {t("language")}
            </Button>
          </div>
        </div>
      </main>
    </Layout>
  );
}
