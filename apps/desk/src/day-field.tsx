import "dayjs/locale/zh-cn.js"; // names of days and months in the calendar
import dayjs from "dayjs";
import type { ReactNode } from "react";
import { ZonedPicker } from "./zoned-picker.ts";

const DAY = "YYYY-MM-DD";

type DayFieldProps = {
  /** Whose today is marked. */
  timeZone: string;
  id?: string;
  "aria-label"?: string;
  value?: string;
  onChange?: (day: string) => void;
};

/** A day of the calendar, `2026-11-26`, chosen or typed; empty = none. */
export function DayField({ timeZone, value = "", onChange, ...field }: DayFieldProps): ReactNode {
  return (
    <ZonedPicker
      {...field}
      timeZone={timeZone}
      format={DAY}
      value={value === "" ? null : dayjs(value)}
      onChange={(day) => onChange?.(day?.format(DAY) ?? "")}
    />
  );
}
