import { OwnedList, Panel, Rung, rungColour } from "@getu/ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useLastRows } from "../use-last-rows.ts";
import type { SceneProps } from "./scene.ts";

const LATE = { queue: "overdue", order: "climbed", filter: {} } as const;

/** What is late: how much at each level it has climbed to, and of the highest who has it and since when. */
export function OverdueScene({ territory, data, words }: SceneProps): ReactNode {
  const { t } = useTranslation();
  const rows = useLastRows(territory.id, LATE);
  const summary = data.summary.data ?? null;
  const ladder = summary?.ladder ?? [];
  const most = ladder.reduce((max, { overdue }) => Math.max(max, overdue), 1);
  return (
    <div className="scene-full scene-overdue">
      <Panel
        name="rungs"
        title={t("scene.overdue.ladder")}
        aside={summary && t("scene.overdue.total", { count: summary.total.overdue })}
      >
        <ol className="rung-bars">
          {ladder.map(({ reached, overdue }) => (
            <li key={reached}>
              <Rung reached={reached} chain={words.chain} />
              <span className="rung-bars__track">
                <i
                  style={{
                    width: `${(overdue / most) * 100}%`,
                    background: rungColour(reached, words.chain),
                  }}
                />
              </span>
              <strong>{words.format.number(overdue)}</strong>
            </li>
          ))}
        </ol>
        {summary?.ladder.length === 0 && <p className="panel__empty">{t("heat.noneLate")}</p>}
      </Panel>
      <Panel name="owned" title={t("scene.overdue.who")}>
        <OwnedList entries={rows?.entries ?? null} words={words} now={data.now} />
      </Panel>
    </div>
  );
}
