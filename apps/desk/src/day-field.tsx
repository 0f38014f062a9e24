import "dayjs/locale/zh-cn.js"; // names of days and months in the calendar
import { DatePicker } from "antd";
import dayjs from "dayjs";
import type { ReactNode } from "react";

const DAY = "YYYY-MM-DD";

type DayFieldProps = {
  id?: string;
  "aria-label"?: string;
  value?: string;
  onChange?: (day: string) => void;
};

/** A day of the calendar, `2026-11-26`, chosen or typed; empty = none. */
export function DayField({ value = "", onChange, ...field }: DayFieldProps): ReactNode {
  return (
    <DatePicker
      {...field}
      format={DAY}
      value={value === "" ? null : dayjs(value)}
      onChange={(day) => onChange?.(day?.format(DAY) ?? "")}
    />
  );
}
