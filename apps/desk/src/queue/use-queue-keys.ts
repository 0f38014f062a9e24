import { useEffect, useRef } from "react";

/** What a key does; several keys may do the same. */
export type KeyDeeds = Readonly<Record<string, () => void>>;

const TYPED_INTO = "input, textarea, select, [contenteditable], [role='combobox']";
const OVER_THE_PAGE =
  ".ant-modal-wrap, .ant-drawer, .ant-select-dropdown:not(.ant-select-dropdown-hidden), .ant-picker-dropdown:not(.ant-picker-dropdown-hidden)";

/** True when keys are meant for something else: a field, or what lies over the page. */
function isTakenElsewhere({ target, key }: KeyboardEvent): boolean {
  const element = target instanceof Element ? target : document.body;
  if (element.closest(TYPED_INTO) && !element.matches("[type='checkbox']")) return true;
  if (key === "Enter" && element.closest("button, a, [role='tab']")) return true;
  return [...document.querySelectorAll<HTMLElement>(OVER_THE_PAGE)].some(
    (over) => over.offsetParent !== null || over.getClientRects().length > 0,
  );
}

/** Lets single keys of the page do things while nobody is typing. */
export function useQueueKeys(deeds: KeyDeeds): void {
  const latest = useRef(deeds);
  useEffect(() => {
    latest.current = deeds;
  });
  useEffect(() => {
    function hear(event: KeyboardEvent): void {
      if (event.ctrlKey || event.metaKey || event.altKey || isTakenElsewhere(event)) return;
      const deed = latest.current[event.key];
      if (!deed) return;
      event.preventDefault();
      deed();
    }
    window.addEventListener("keydown", hear);
    return () => window.removeEventListener("keydown", hear);
  }, []);
}
