import type { Catalogue, StatusFilter } from "@getu/domain";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../messages/use-language.ts";
import type { ShadingChoice } from "./shading-choice.ts";

/** What a filter of states is called. */
export function useStatusName(): (filter: StatusFilter) => string {
  const { t } = useTranslation();
  return (filter) => {
    if (filter === "all") return t("heat.anyStatus");
    return filter === "open" ? t("summary.open") : t(`status.${filter}`);
  };
}

/** Which incidents the colours count: of what time, what kind, in which state now, and of which hours. */
export function useCounted(choice: ShadingChoice, catalogue: Catalogue | null): string {
  const { t } = useTranslation();
  const { labelOf } = useLanguage();
  const statusName = useStatusName();
  const { window, span, area, severity, status, hours } = choice;
  const chosen = catalogue?.areas.find(({ key }) => key === area);
  return [
    t(`heat.counted.${span}.${window}`),
    ...(chosen ? [labelOf(chosen.name)] : []),
    ...(severity === null ? [] : [t(`severity.${severity}`)]),
    ...(status === "all" ? [] : [t("heat.statusNow", { status: statusName(status) })]),
    ...(hours === "all" ? [] : [t(`heat.hourFilters.${hours}`)]),
  ].join(" · ");
}
