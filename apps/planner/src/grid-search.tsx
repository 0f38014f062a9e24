import { gridsThatStand } from "@getu/domain/redraw";
import { bboxWithin, planOf } from "@getu/editor";
import type { Session } from "@getu/editor";
import { hasOwner } from "@getu/geometry/partition";
import { Select } from "antd";
import { useMemo } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useSessionState } from "./use-session.ts";
import type { ChangeView } from "./view.ts";

type GridSearchProps = { session: Session; change: ChangeView };

/** Finds a grid of any tier by its name or code, leads the map there, and takes it into the hand where it can be drawn; the hand lets go of any other. */
export function GridSearch({ session, change }: GridSearchProps): ReactNode {
  const { t } = useTranslation();
  const plan = planOf(useSessionState(session, ({ history }) => history));
  const options = useMemo(
    () =>
      [...gridsThatStand(plan).values()]
        .toSorted((one, other) => one.tier - other.tier || one.code.localeCompare(other.code))
        .map(({ id, name, code }) => ({ value: id, label: `${name} · ${code}` })),
    [plan],
  );
  const go = (id: number): void => {
    change({ goal: { bbox: bboxWithin(plan, id) }, sought: id });
    session.send({ type: "select", owner: hasOwner(plan.partition, id) ? id : null });
  };
  return (
    <Select<number>
      className="planner__search"
      showSearch={{ optionFilterProp: "label" }}
      aria-label={t("planner.search")}
      placeholder={t("planner.search")}
      value={null}
      options={options}
      onSelect={go}
    />
  );
}
