import type { Incident } from "@getu/domain";
import { useLikelyDuplicates } from "@getu/ui";
import { AutoComplete } from "antd";
import type { AutoCompleteProps } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { DeskWords } from "../use-desk-words.ts";

type DuplicateFieldProps = { territoryId: number; incident: Incident; words: DeskWords } & Pick<
  AutoCompleteProps<string>,
  "id" | "value" | "onChange"
>; // from the field of a form

/** The number of the incident that this one is about as well, chosen among likely ones near by or written. */
export function DuplicateField({ territoryId, incident, words, ...given }: DuplicateFieldProps): ReactNode {
  const { t } = useTranslation();
  const { data = [] } = useLikelyDuplicates(territoryId, incident);
  const others = data.filter((likely) => likely.incident.id !== incident.id);
  const options = others.map(({ incident: other, likeness }) => ({
    value: String(other.id),
    label: t("desk.case.duplicate", {
      id: other.id,
      category: words.category(other),
      status: words.status(other.status),
      metres: Math.round(likeness.place.metres),
      points: likeness.points,
    }),
  }));
  return <AutoComplete {...given} options={options} placeholder={t("desk.case.duplicateHint")} />;
}
