import type { Territory } from "@getu/domain";
import { useLanguage } from "@getu/ui";
import type { OpenDraft } from "@getu/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { dayText } from "../day-text.ts";

type DraftSheetProps = {
  territory: Territory;
  draft: OpenDraft;
  page: number;
  pages: number;
  children: ReactNode;
};

/** A page of a draft's paper: below it stands of which draft and version it is, when it was printed, and which of how many. */
export function DraftSheet({ territory, draft, page, pages, children }: DraftSheetProps): ReactNode {
  const { t } = useTranslation();
  const { language, labelOf } = useLanguage();
  const [printedAt] = useState(() => new Date());
  const facts = [
    labelOf(territory.name),
    draft.name,
    t("planner.base", { version: draft.baseVersion }),
    t("print.printed", { date: dayText(printedAt, { language, timeZone: territory.timeZone }) }),
  ];
  return (
    <section className="sheet sheet--wide">
      {children}
      <p className="sheet__foot">
        <span className="sheet__facts">{facts.join(" · ")}</span>
        {territory.demo && <b>{t("print.demo")}</b>}
        <span>{t("print.page", { page, pages })}</span>
      </p>
    </section>
  );
}
