import type { Territory } from "@getu/domain";
import { useLanguage } from "@getu/ui";
import { Input, Segmented } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** Which grids of a territory a page is about: those of a tier in whose names some words are found. */
export type GridChoice = { tier: number; search: string };

/** The choice, and the fields by which it is made: the coarsest tier and every name to begin with. */
export function useGridChoice({ tiers }: Territory): { choice: GridChoice; fields: ReactNode } {
  const { t } = useTranslation();
  const { labelOf } = useLanguage();
  const [tier, setTier] = useState(0);
  const [search, setSearch] = useState("");
  const fields = (
    <>
      <Segmented
        aria-label={t("desk.assess.tier")}
        value={tier}
        onChange={setTier}
        options={tiers.map(({ name }, value) => ({ value, label: labelOf(name) }))}
      />
      <Input.Search
        allowClear
        className="desk__search"
        placeholder={t("desk.assess.search")}
        aria-label={t("desk.assess.search")}
        onChange={({ target }) => setSearch(target.value.trim())}
      />
    </>
  );
  return { choice: { tier, search }, fields };
}

/** Whether the words are found in a grid's name or in that of the grid above it. */
export const isLookedFor = (
  { search }: GridChoice,
  { name, above }: { name: string; above: string | null },
): boolean => `${above ?? ""} ${name}`.includes(search);
