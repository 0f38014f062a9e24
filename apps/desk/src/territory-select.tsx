import type { Territory } from "@getu/domain";
import { useLanguage, useTerritories } from "@getu/ui";
import { Select } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** The territory a page is about, and the field that chooses it; nothing to choose where there is but one. */
export function useTerritoryChoice(): { territory: Territory | undefined; field: ReactNode } {
  const { t } = useTranslation();
  const { labelOf } = useLanguage();
  const { data: territories = [] } = useTerritories();
  const [chosen, setChosen] = useState<number | null>(null);
  const territory = territories.find(({ id }) => id === chosen) ?? territories[0];
  const field = territory && (
    <Select
      aria-label={t("people.territory")}
      value={territory.id}
      onChange={setChosen}
      options={territories.map(({ id, name }) => ({ value: id, label: labelOf(name) }))}
    />
  );
  return { territory, field };
}
