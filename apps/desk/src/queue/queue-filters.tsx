import { CHANNELS, INCIDENT_STATUSES, SEVERITIES } from "@getu/domain";
import type { QueueFilter } from "@getu/domain";
import { useLanguage } from "@getu/ui";
import { Button, Checkbox, Select, TreeSelect } from "antd";
import type { SelectProps } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { DayField } from "../day-field.tsx";
import { toGridBranches } from "../grid-branches.ts";
import type { DeskWords } from "../use-desk-words.ts";
import { fromFilterDays, toFilterDays } from "./filter-days.ts";

type QueueFiltersProps = {
  filter: QueueFilter;
  words: DeskWords;
  timeZone: string;
  onFilter: (filter: QueueFilter) => void;
};

/** Stands for what lies outside every grid among the numbers of grids, none of which has it. */
const OUTSIDE = 0;

/** Several of a few things; nothing chosen is no filter. */
function Several<Value extends string>(props: {
  label: string;
  value: readonly Value[] | undefined;
  options: { value: Value; label: string }[];
  onChange: (value: Value[] | undefined) => void;
}): ReactNode {
  const { label, value, options, onChange } = props;
  const common: SelectProps<Value[]> = {
    mode: "multiple",
    maxTagCount: "responsive",
    showSearch: { optionFilterProp: "label" },
  };
  return (
    <Select<Value[]>
      {...common}
      className="queue__select"
      aria-label={label}
      placeholder={label}
      allowClear
      value={[...(value ?? [])]}
      options={options}
      onChange={(chosen) => onChange(chosen.length === 0 ? undefined : chosen)}
    />
  );
}

function Days({ filter, timeZone, onFilter }: Omit<QueueFiltersProps, "words">): ReactNode {
  const { t } = useTranslation();
  const days = toFilterDays(filter, timeZone);
  const take = (changed: Partial<typeof days>) =>
    onFilter({ ...filter, ...fromFilterDays({ ...days, ...changed }, timeZone) });
  return (
    <span className="queue__days">
      <span className="queue__quiet">{t("desk.queue.reportedDays")}</span>
      <DayField
        timeZone={timeZone}
        aria-label={t("desk.queue.from")}
        value={days.from}
        onChange={(from) => take({ from })}
      />
      <span aria-hidden="true">–</span>
      <DayField
        timeZone={timeZone}
        aria-label={t("desk.queue.to")}
        value={days.to}
        onChange={(to) => take({ to })}
      />
    </span>
  );
}

const named = <Value extends string>(
  values: readonly Value[],
  nameOf: (value: Value) => string,
): { value: Value; label: string }[] => values.map((value) => ({ value, label: nameOf(value) }));

/** What of the queue is shown; each choice shows at once. */
export function QueueFilters({ filter, words, timeZone, onFilter }: QueueFiltersProps): ReactNode {
  const { t } = useTranslation();
  const { labelOf } = useLanguage();
  const set = (part: Partial<QueueFilter>): void => onFilter({ ...filter, ...part });
  const categories = words.catalogue?.categories ?? [];
  return (
    <div className="queue__filters">
      <Several
        label={t("selection.status")}
        value={filter.statuses}
        options={named(INCIDENT_STATUSES, words.status)}
        onChange={(statuses) => set({ statuses })}
      />
      <Several
        label={t("heat.category")}
        value={filter.categories}
        options={categories.map(({ code, name }) => ({ value: code, label: labelOf(name) }))}
        onChange={(chosen) => set({ categories: chosen })}
      />
      <Several
        label={t("selection.severity")}
        value={filter.severities}
        options={named(SEVERITIES, (severity) => t(`severity.${severity}`))}
        onChange={(severities) => set({ severities })}
      />
      <Several
        label={t("desk.queue.column.channel")}
        value={filter.channels}
        options={named(CHANNELS, (channel) => t(`channel.${channel}`))}
        onChange={(channels) => set({ channels })}
      />
      <TreeSelect<number | null>
        className="queue__select"
        aria-label={t("people.grid")}
        placeholder={t("people.grid")}
        allowClear
        showSearch={{ treeNodeFilterProp: "title" }}
        value={filter.gridId === null ? OUTSIDE : (filter.gridId ?? null)}
        treeData={[{ value: OUTSIDE, title: t("ticker.outside") }, ...toGridBranches(words.grids)]}
        onChange={(chosen) => set({ gridId: chosen === OUTSIDE ? null : (chosen ?? undefined) })}
      />
      <Days {...{ filter, timeZone, onFilter }} />
      <Checkbox
        checked={filter.overdue === true}
        onChange={({ target }) => set({ overdue: target.checked ? true : undefined })}
      >
        {t("desk.queue.overdueOnly")}
      </Checkbox>
      <Button
        type="link"
        disabled={Object.values(filter).every((part) => part === undefined)}
        onClick={() => onFilter({})}
      >
        {t("desk.queue.clear")}
      </Button>
    </div>
  );
}
