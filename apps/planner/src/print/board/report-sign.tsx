import { QRCodeSVG } from "@rc-component/qrcode";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** Where residents report: as a code for a phone, and in letters. */
export function ReportSign({ url }: { url: string | null }): ReactNode {
  const { t } = useTranslation();
  if (url === null) return null;
  return (
    <section className="board__report">
      <QRCodeSVG className="board__code" value={url} level="M" marginSize={2} title={url} />
      <div>
        <h3>{t("print.board.report")}</h3>
        <p>{t("print.board.reportHint")}</p>
        <p className="board__address">{url}</p>
      </div>
    </section>
  );
}
