import { goTo } from "@getu/ui";
import { Button } from "antd";
import { useEffect } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { neighboursOf } from "../opened-list.ts";

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest("input, textarea, select, [role=combobox], [contenteditable]") !== null;

/** Something open on top of the page, or a form in it, has the key first. */
const isTaken = (event: KeyboardEvent): boolean =>
  event.defaultPrevented ||
  event.ctrlKey ||
  event.metaKey ||
  event.altKey ||
  isTyping(event.target) ||
  document.querySelector(".ant-modal-wrap, .ant-image-preview, .case__panel, .ant-dropdown-open") !== null;

/** The ways out of the page, by button and by key: back to the queue, to the one before and after in it. */
export function CaseWays({ id }: { id: number }): ReactNode {
  const { t } = useTranslation();
  const { previous, next } = neighboursOf(id);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const page = { Escape: "queue", p: previous && `incident/${previous}`, n: next && `incident/${next}` }[
        event.key
      ];
      if (page && !isTaken(event)) goTo(page);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [previous, next]);
  return (
    <nav className="case__ways" aria-label={t("desk.case.ways")}>
      <Button size="small" onClick={() => goTo("queue")}>
        {t("desk.case.back")} <kbd>Esc</kbd>
      </Button>
      {previous !== null && (
        <Button size="small" onClick={() => goTo(`incident/${previous}`)}>
          {t("desk.case.previous")} <kbd>p</kbd>
        </Button>
      )}
      {next !== null && (
        <Button size="small" onClick={() => goTo(`incident/${next}`)}>
          {t("desk.case.next")} <kbd>n</kbd>
        </Button>
      )}
    </nav>
  );
}
