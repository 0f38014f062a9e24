import { useOwnWall, usePairingCode } from "@getu/ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** A code large enough to be read across the hall: typed at the desk it makes this screen a wall, which then begins by itself. */
export function Pairing(): ReactNode {
  const { t } = useTranslation();
  const code = usePairingCode();
  useOwnWall({ waits: true });
  return (
    <section className="pairing" aria-label={t("pairing.title")}>
      <p>{t("pairing.hint")}</p>
      <output className="pairing__code">{code ?? "····-····"}</output>
      <p>{t("pairing.expires")}</p>
    </section>
  );
}
