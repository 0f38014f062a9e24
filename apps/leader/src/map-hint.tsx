import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@getu/ui";
import { useMapParts } from "./map-parts.ts";
import type { MapPart } from "./map-parts.ts";
import { savesData } from "./saves-data.ts";
import { silenceOf } from "./silence.ts";
import { useOfflineMs } from "./use-offline.ts";
import type { Work } from "./work.ts";

/** Says without a network what of the map is on the phone, what is not and how it gets there; and, to who saves data, what they will miss. */
export function MapHint({ work }: { work: Work }): ReactNode {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { kept, missing } = useMapParts(work);
  const isSilent = silenceOf(work.live, useOfflineMs()) !== null;
  if (missing.length === 0) return null;
  if (!isSilent) return savesData() && <p className="hint">{t("leader.map.saving")}</p>;
  const list = new Intl.ListFormat(language, { type: "conjunction" });
  const named = (parts: readonly MapPart[]): string =>
    list.format(parts.map((part) => t(`leader.map.part.${part}`)));
  return (
    <div className="note" role="status">
      {kept.length > 0 && <p>{t("leader.map.kept", { parts: named(kept) })}</p>}
      <p>{t("leader.map.missing", { parts: named(missing) })}</p>
      <p>{t(savesData() ? "leader.map.fetchSaving" : "leader.map.fetch")}</p>
    </div>
  );
}
