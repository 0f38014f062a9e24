import { TOOLS } from "@getu/editor";
import type { Session } from "@getu/editor";
import { Button, Divider, Tooltip } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ToolIcon } from "./tool-icon.tsx";
import { TOOL_KEYS } from "./use-keys.ts";
import { useSessionState } from "./use-session.ts";
import type { ChangeView, View } from "./view.ts";

type ToolRailProps = { session: Session; view: View; change: ChangeView };

/** One button for each tool, its key in the tooltip and in the corner; below, what holds for all of them. */
export function ToolRail({ session, view, change }: ToolRailProps): ReactNode {
  const { t } = useTranslation();
  const held = useSessionState(session, ({ hand }) => hand.tool);
  const locked = useSessionState(session, (state) => state.locked.size);
  return (
    <nav className="planner__rail" aria-label={t("planner.title")}>
      {TOOLS.map((tool) => (
        <Tooltip key={tool} placement="right" title={`${t(`planner.tool.${tool}`)} (${TOOL_KEYS[tool]})`}>
          <Button
            className="planner__tool"
            type={tool === held ? "primary" : "text"}
            aria-pressed={tool === held}
            disabled={!session.isEditable && tool !== "inspect"}
            aria-keyshortcuts={TOOL_KEYS[tool]}
            onClick={(event) => {
              event.currentTarget.blur(); // Enter and arrows belong to the map from here on
              session.send({ type: "choose", tool });
            }}
          >
            <ToolIcon tool={tool} />
            <span className="planner__tool-name">{t(`planner.tool.${tool}`)}</span>
            <kbd aria-hidden>{TOOL_KEYS[tool]}</kbd>
          </Button>
        </Tooltip>
      ))}
      <Divider style={{ margin: "6px 0" }} />
      <Button
        type="text"
        disabled={!session.isEditable}
        onClick={locked > 0 ? session.unlockAll : session.lockAll}
      >
        {t(locked > 0 ? "planner.unlockAll" : "planner.lockAll")}
      </Button>
      <Tooltip placement="right" title={`${t("planner.snapping")} (S)`}>
        <Button
          type={view.isSnapping ? "primary" : "default"}
          ghost={view.isSnapping}
          aria-pressed={view.isSnapping}
          onClick={() => change({ isSnapping: !view.isSnapping })}
        >
          {t("planner.snapping")}
        </Button>
      </Tooltip>
      <Tooltip placement="right" title={`${t("planner.help")} (?)`}>
        <Button onClick={() => change({ isHelpOpen: true })}>{t("planner.help")}</Button>
      </Tooltip>
    </nav>
  );
}
