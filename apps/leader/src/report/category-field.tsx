import type { Catalogue } from "@getu/domain";
import { matchCategory, useLanguage } from "@getu/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ChosenMatter } from "./report-draft.ts";

type Category = Catalogue["categories"][number];
type CategoryFieldProps = {
  catalogue: Catalogue | null;
  /** Codes of what is usual here, the most usual first. */
  usual: readonly string[];
  draft: ChosenMatter;
  onChange: (changed: ChosenMatter) => void;
};

const MOST_FOUND = 12;
const MOST_USUAL = 4;

/** What is meant by what was typed, the nearest first. */
function findCategories(typed: string, categories: readonly Category[]): Category[] {
  const ranked = categories.flatMap((category) => {
    const rank = matchCategory(category, typed);
    return rank === null ? [] : [{ category, rank }];
  });
  return ranked.toSorted((a, b) => a.rank - b.rank).map(({ category }) => category);
}

/** What it is, found by typing or by looking. */
export function CategoryField({ catalogue, usual, draft, onChange }: CategoryFieldProps): ReactNode {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  if (!catalogue) return null;
  const chosen = catalogue.categories.find(({ code }) => code === draft.category);
  const choose = (category: Category): void => {
    setTyped("");
    onChange({ category: category.code, condition: category.conditions[0]!.key }); // there is at least one
  };
  return (
    <section className="card" aria-labelledby="category">
      <h2 id="category">{t("leader.report.category")}</h2>
      {chosen ? (
        <Chosen category={chosen} draft={draft} onChange={onChange} />
      ) : (
        <>
          <input
            type="search"
            aria-label={t("leader.report.category")}
            placeholder={t("leader.report.search")}
            autoComplete="off"
            autoCapitalize="none"
            onFocus={({ target }) => target.closest("section")?.scrollIntoView({ block: "start" })} // above the keyboard
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
          {typed.trim() === "" ? (
            <Browse catalogue={catalogue} usual={usual} onChoose={choose} />
          ) : (
            <Found
              categories={findCategories(typed, catalogue.categories).slice(0, MOST_FOUND)}
              onChoose={choose}
            />
          )}
        </>
      )}
    </section>
  );
}

type BrowseProps = { catalogue: Catalogue; usual: readonly string[]; onChoose: (category: Category) => void };

/** What is usual here, and the areas of work for whoever would rather look than type. */
function Browse({ catalogue: { areas, categories }, usual, onChoose }: BrowseProps): ReactNode {
  const { labelOf } = useLanguage();
  const [area, setArea] = useState<string | null>(null);
  const known = usual.flatMap((code) => categories.find((category) => category.code === code) ?? []);
  return (
    <>
      {known.length > 0 && <Found categories={known.slice(0, MOST_USUAL)} onChoose={onChoose} />}
      <div className="chips">
        {areas.map(({ key, name }) => (
          <button
            key={key}
            type="button"
            className="chip chip--area"
            aria-expanded={area === key}
            onClick={() => setArea(area === key ? null : key)}
          >
            {labelOf(name)}
          </button>
        ))}
      </div>
      {area !== null && (
        <Found categories={categories.filter((category) => category.area === area)} onChoose={onChoose} />
      )}
    </>
  );
}

type FoundProps = { categories: readonly Category[]; onChoose: (category: Category) => void };

function Found({ categories, onChoose }: FoundProps): ReactNode {
  const { t } = useTranslation();
  const { labelOf } = useLanguage();
  if (categories.length === 0) return <p className="hint">{t("leader.report.noCategory")}</p>;
  return (
    <div className="chips">
      {categories.map((category) => (
        <button key={category.code} type="button" className="chip" onClick={() => onChoose(category)}>
          {labelOf(category.name)}
        </button>
      ))}
    </div>
  );
}

type ChosenProps = Pick<CategoryFieldProps, "draft" | "onChange"> & { category: Category };

/** What was chosen, and by which condition it is filed where there are several. */
function Chosen({ category, draft, onChange }: ChosenProps): ReactNode {
  const { t } = useTranslation();
  const { labelOf } = useLanguage();
  return (
    <>
      <div className="chosen">
        <strong>{labelOf(category.name)}</strong>
        <button type="button" className="link" onClick={() => onChange({ category: null, condition: null })}>
          {t("leader.report.another")}
        </button>
      </div>
      {category.conditions.length > 1 && (
        <div className="chips" role="group" aria-label={t("leader.report.condition")}>
          {category.conditions.map(({ key, name }) => (
            <button
              key={key}
              type="button"
              className="chip"
              aria-pressed={draft.condition === key}
              onClick={() => onChange({ category: category.code, condition: key })}
            >
              {labelOf(name)}
            </button>
          ))}
        </div>
      )}
    </>
  );
}
