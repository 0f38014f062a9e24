import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** A number that opens the list of what it counts, which `what` names; who presses beside it on its line presses it too. */
export function CountButton(props: { what: string; onOpen: () => void; children: ReactNode }): ReactNode {
  const { what, onOpen, children } = props;
  const { t } = useTranslation();
  return (
    <button type="button" className="count" title={t("summary.show", { what })} onClick={onOpen}>
      {children}
    </button>
  );
}
