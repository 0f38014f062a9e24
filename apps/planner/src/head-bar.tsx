import type { Territory } from "@getu/domain";
import type { DraftPart } from "@getu/domain/redraw";
import type { History, Session } from "@getu/editor";
import { useLanguage } from "@getu/ui";
import { Button, Tag, Tooltip } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { GridSearch } from "./grid-search.tsx";
import { useSessionState } from "./use-session.ts";
import type { ChangeView } from "./view.ts";

type HeadBarProps = {
  territory: Territory;
  /** What may be redrawn. */
  part: DraftPart;
  session: Session;
  change: ChangeView;
  /** Which draft is open, and how it stands. */
  children?: ReactNode;
};

/** The first line: where one is, on what, and the ways out. */
export function HeadBar({ territory, part, session, change, children }: HeadBarProps): ReactNode {
  const { t } = useTranslation();
  const { language, setLanguage, labelOf } = useLanguage();
  const history = useSessionState(session, (state) => state.history);
  return (
    <header className="planner__head">
      <strong className="planner__brand">{t("product")}</strong>
      <span className="planner__title">{t("planner.title")}</span>
      <span className="planner__place">{labelOf(territory.name)}</span>
      {part && <PartTag part={part} history={history} />}
      {!session.isEditable && <Tag>{t("planner.readOnly")}</Tag>}
      {children}
      <span className="planner__space" />
      <GridSearch {...{ session, change }} />
      <Button type="text" href="/desk/">
        {t("desk.title")}
      </Button>
      <Button type="text" onClick={() => setLanguage(language === "en" ? "zh-CN" : "en")}>
        {t("language")}
      </Button>
    </header>
  );
}

function PartTag({ part, history: { base } }: { part: readonly number[]; history: History }): ReactNode {
  const { t } = useTranslation();
  const names = part.map((id) => base.grids.get(id)?.name ?? id).join("、");
  return (
    <Tooltip title={t("planner.partHint")}>
      <Tag color="gold" className="planner__part">
        {t("planner.part", { names })}
      </Tag>
    </Tooltip>
  );
}
