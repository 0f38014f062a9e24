import type { Territory, Wall } from "@getu/domain";
import { categoryName, createFormat, useCatalogue, useLanguage } from "@getu/ui";
import type { Walls } from "@getu/ui";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

/** What the urgent incident is called that a wall says it shows; null = it shows none, or which one is not known (yet). */
export type UrgentWords = (wall: Wall) => string | null;

/** Calls incidents as the wall does: by when they were reported, on the place's own clock, and by their category. */
export function useUrgentWords(
  { id, timeZone }: Territory,
  { incidents }: Pick<Walls, "incidents">,
  now: Date,
): UrgentWords {
  const { t } = useTranslation();
  const { language, labelOf } = useLanguage();
  const catalogue = useCatalogue(id).data;
  const format = useMemo(() => createFormat(language, timeZone), [language, timeZone]);
  return ({ news }) => {
    const incident = news?.shows === "urgent" ? incidents.get(news.incidentId ?? 0) : undefined; // ids begin with 1
    if (!incident || !catalogue) return null;
    return t("screens.incident", {
      time: format.moment(new Date(incident.reportedAt), now),
      category: categoryName(incident, catalogue, labelOf),
    });
  };
}
