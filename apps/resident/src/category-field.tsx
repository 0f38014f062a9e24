import type { Office } from "@getu/domain";
import { useLanguage } from "@getu/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

type CategoryFieldProps = { office: Office; value: string | null; onChange: (category: string) => void };

/** How many of its categories tell what an area of work is about. */
const EXAMPLES = 3;

/** First the area of work, then what it is: a few plain words at a time instead of one long list. */
export function CategoryField({ office, value, onChange }: CategoryFieldProps): ReactNode {
  const { t } = useTranslation();
  const { labelOf } = useLanguage();
  const chosen = office.categories.find(({ code }) => code === value);
  const [area, setArea] = useState(chosen?.area ?? null);
  const categoriesOf = (key: string): Office["categories"] =>
    office.categories.filter((category) => category.area === key);
  const examplesOf = (key: string): string =>
    categoriesOf(key)
      .slice(0, EXAMPLES)
      .map(({ name }) => labelOf(name))
      .join(" · ");
  return (
    <>
      <div
        className={area === null ? "areas" : "chips"}
        role="group"
        aria-label={t("resident.category.area")}
      >
        {office.areas.map(({ key, name }) => (
          <button
            key={key}
            type="button"
            className="chip chip--area"
            aria-pressed={area === key}
            onClick={() => setArea(key)}
          >
            {labelOf(name)}
            {area === null && <small>{examplesOf(key)}</small>}
          </button>
        ))}
      </div>
      {area !== null && (
        <div className="chips chips--categories" role="group" aria-label={t("resident.category.title")}>
          {categoriesOf(area).map(({ code, name }) => (
            <button
              key={code}
              type="button"
              className="chip"
              aria-pressed={value === code}
              onClick={() => onChange(code)}
            >
              {labelOf(name)}
            </button>
          ))}
        </div>
      )}
    </>
  );
}
