import { exportFile, useLanguage } from "@getu/ui";
import type { ExportRequest } from "@getu/ui";
import { App, Button, Dropdown } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useAct } from "@getu/ui/use-act.ts";
import { useMay } from "./use-may.ts";

const FORMATS = ["xlsx", "csv"] as const;

type ExportButtonProps = Pick<ExportRequest, "territoryId" | "what"> & {
  /** What the page shows: the file holds the same. */
  asked: Readonly<Record<string, unknown>>;
};

/** Keeps what a page shows as a file, for who may, and says when not all of it went in. */
export function ExportButton({ territoryId, what, asked }: ExportButtonProps): ReactNode {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { message, modal } = App.useApp();
  const { isBusy, act } = useAct();
  const mayDo = useMay();
  if (!mayDo("incident.export", territoryId)) return null;

  const take = (format: (typeof FORMATS)[number]) =>
    act(async () => {
      const body = { ...asked, format, language: language === "en" ? "en" : "zh" };
      const { rows, leftOut } = await exportFile({ territoryId, what, body });
      if (leftOut === "0") message.success(t("desk.export.done", { rows }));
      else modal.warning({ title: t("desk.export.leftOut", { rows, leftOut }) });
    });

  return (
    <Dropdown
      trigger={["click"]}
      menu={{
        items: FORMATS.map((format) => ({ key: format, label: t(`desk.export.${format}`) })),
        onClick: ({ key }) => void take(key as (typeof FORMATS)[number]), // the keys are the formats
      }}
    >
      <Button loading={isBusy}>{t("desk.export.open")}</Button>
    </Dropdown>
  );
}
