import { HOUR_FILTERS, SEVERITIES, STATUS_FILTERS } from "@getu/domain";
import type { Catalogue, Severity } from "@getu/domain";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../messages/use-language.ts";
import { NamelessSelect } from "./select.tsx";
import type { ShadingChoice } from "./shading-choice.ts";
import { useStatusName } from "./use-counted.ts";

/** Chooses which incidents heat counts: of an area of work, a severity, a state of the loop, and some hours of the week. */
export function HeatFilters(props: {
  choice: ShadingChoice;
  onChoose: (choice: ShadingChoice) => void;
  catalogue: Catalogue | null;
}): ReactNode {
  const { choice, onChoose, catalogue } = props;
  const { t } = useTranslation();
  const { labelOf } = useLanguage();
  const statusName = useStatusName();
  const areas = (catalogue?.areas ?? []).map(({ key, name }) => [key, labelOf(name)] as const);
  return (
    <>
      <NamelessSelect
        label={t("heat.category")}
        options={[["", t("heat.all")], ...areas]}
        value={choice.area ?? ""}
        onChoose={(area) => onChoose({ ...choice, area: area || null })}
      />
      <NamelessSelect<Severity | "">
        label={t("selection.severity")}
        options={[
          ["", t("heat.anySeverity")],
          ...SEVERITIES.map((key) => [key, t(`severity.${key}`)] as const),
        ]}
        value={choice.severity ?? ""}
        onChoose={(severity) => onChoose({ ...choice, severity: severity || null })}
      />
      <NamelessSelect
        label={t("selection.status")}
        options={STATUS_FILTERS.map((key) => [key, statusName(key)] as const)}
        value={choice.status}
        onChoose={(status) => onChoose({ ...choice, status })}
      />
      <NamelessSelect
        label={t("heat.hours")}
        options={HOUR_FILTERS.map((key) => [key, t(`heat.hourFilters.${key}`)] as const)}
        value={choice.hours}
        onChoose={(hours) => onChoose({ ...choice, hours })}
      />
    </>
  );
}
