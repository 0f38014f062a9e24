import { useEffect } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Picked } from "../map/map-types.ts";
import { useLanguage } from "../messages/use-language.ts";
import type { IncidentWords } from "./incident-words.ts";
import { factsOf } from "./picked-facts.ts";

const CLOSES_AFTER_MS = 60_000; // nobody closes a card on a wall

/** What is known about the mark somebody pointed at. */
export function SelectionCard(props: {
  picked: Picked;
  words: IncidentWords;
  now: Date;
  onClose: () => void;
}): ReactNode {
  const { picked, words, now, onClose } = props;
  const { t } = useTranslation();
  const { language, labelOf } = useLanguage();
  const { title, facts } = factsOf(picked, { words, now, t, language, labelOf });
  useEffect(() => {
    const timer = setTimeout(onClose, CLOSES_AFTER_MS);
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === "Escape") onClose();
    };
    addEventListener("keydown", onKey, true); // before the map or a panel can keep the key to itself
    return () => {
      clearTimeout(timer);
      removeEventListener("keydown", onKey, true);
    };
  }, [onClose]);
  return (
    <aside className="card" aria-label={title}>
      <header>
        <h2>{title}</h2>
        <button type="button" onClick={onClose} aria-label={t("selection.close")}>
          ×
        </button>
      </header>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </aside>
  );
}
