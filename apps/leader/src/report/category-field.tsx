import type { Catalogue } from "@getu/domain";
import { matchCategory, useLanguage } from "@getu/ui";
import { useState } from "react";
import type { KeyboardEvent, ReactNode } from "react";
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

/** Who goes by the keyboard goes on where what they pressed has gone; where nothing was pressed nothing moves. */
const focusOn = (element: HTMLElement | null): void => element?.focus({ preventScroll: true });

/** What it is, found by typing or by looking; Enter takes what is nearest to what was typed. */
export function CategoryField({ catalogue, usual, draft, onChange }: CategoryFieldProps): ReactNode {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [pressed, setPressed] = useState<"category" | "another" | null>(null);
  if (!catalogue) return null;
  const chosen = catalogue.categories.find(({ code }) => code === draft.category);
  const found = typed.trim() === "" ? null : findCategories(typed, catalogue.categories);
  const choose = (category: Category): void => {
    setTyped("");
    setPressed("category");
    onChange({ category: category.code, condition: category.conditions[0]!.key }); // there is at least one
  };
  function press(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    event.preventDefault(); // it would send the report
    const [nearest] = found ?? [];
    if (nearest) choose(nearest);
  }
  function change(changed: ChosenMatter): void {
    if (changed.category === null) setPressed("another");
    onChange(changed);
  }
  return (
    <section className="card" aria-labelledby="category">
      <h2 id="category">{t("leader.report.category")}</h2>
      {chosen ? (
        <Chosen
          category={chosen}
          draft={draft}
          onChange={change}
          anotherRef={pressed === "category" ? focusOn : null}
        />
      ) : (
        <>
          <input
            ref={pressed === "another" ? focusOn : null}
            type="search"
            enterKeyHint="done"
            aria-label={t("leader.report.category")}
            placeholder={t("leader.report.search")}
            autoComplete="off"
            autoCapitalize="none"
            onFocus={({ target }) => target.closest("section")?.scrollIntoView({ block: "start" })} // above the keyboard
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
            onKeyDown={press}
          />
          {found === null ? (
            <Browse catalogue={catalogue} usual={usual} onChoose={choose} />
          ) : (
            <Found categories={found.slice(0, MOST_FOUND)} onChoose={choose} />
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

type ChosenProps = Pick<CategoryFieldProps, "draft" | "onChange"> & {
  category: Category;
  anotherRef: ((element: HTMLElement | null) => void) | null;
};

/** What was chosen, and by which condition it is filed where there are several. */
function Chosen({ category, draft, onChange, anotherRef }: ChosenProps): ReactNode {
  const { t } = useTranslation();
  const { labelOf } = useLanguage();
  return (
    <>
      <div className="chosen">
        <strong>{labelOf(category.name)}</strong>
        <button
          ref={anotherRef}
          type="button"
          className="link"
          onClick={() => onChange({ category: null, condition: null })}
        >
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
