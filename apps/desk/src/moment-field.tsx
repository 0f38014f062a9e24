import "dayjs/locale/zh-cn.js"; // names of days and months in the calendar
import dayjs from "dayjs";
import type { Dayjs } from "dayjs";
import type { ReactNode } from "react";
import { toLocalTime, toMoment } from "@getu/domain";
import { ZonedPicker } from "./zoned-picker.ts";

type MomentFieldProps = {
  timeZone: string;
  id?: string;
  value?: string | null;
  onChange?: (moment: string | null) => void;
};

/** A moment, ISO 8601, as the clocks of a time zone show it, to the minute; null = none. */
export function MomentField({ timeZone, value = null, onChange, ...field }: MomentFieldProps): ReactNode {
  const take = (shown: Dayjs | null): void =>
    onChange?.(shown === null ? null : toMoment(shown.format("YYYY-MM-DDTHH:mm"), timeZone));
  return (
    <ZonedPicker
      {...field}
      timeZone={timeZone}
      showTime={{ format: "HH:mm" }}
      format="YYYY-MM-DD HH:mm"
      needConfirm={false}
      value={value === null ? null : dayjs(toLocalTime(value, timeZone))}
      onChange={take}
      // What is typed counts at once: the next key may send the form.
      onCalendarChange={(shown) => take([shown].flat()[0] ?? null)}
    />
  );
}
