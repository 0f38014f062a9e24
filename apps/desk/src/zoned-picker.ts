import calendar from "@rc-component/picker/generate/dayjs";
import type { GenerateConfig } from "@rc-component/picker/generate";
import { toLocalTime } from "@getu/domain";
import { DatePicker } from "antd";
import type { DatePickerProps } from "antd";
import dayjs from "dayjs";
import type { Dayjs } from "dayjs";
import { createElement } from "react";
import type { FunctionComponent, ReactNode } from "react";

// The compiler takes the module for CommonJS; the bundler knows better.
const CALENDAR = calendar as unknown as GenerateConfig<Dayjs>;

type PickerProps = Pick<DatePickerProps, "id" | "aria-label" | "format" | "showTime" | "needConfirm"> & {
  value: Dayjs | null;
  onChange: (shown: Dayjs | null) => void;
  onCalendarChange?: (shown: Dayjs | Dayjs[]) => void;
};

const pickerFor = (timeZone: string): FunctionComponent<PickerProps> =>
  DatePicker.generatePicker<Dayjs>({
    ...CALENDAR,
    getNow: () => dayjs(toLocalTime(new Date().toISOString(), timeZone)),
  }) as FunctionComponent<PickerProps>;

/** One for each zone, so that a field that is drawn again stays as it is. */
const pickers = new Map<string, FunctionComponent<PickerProps>>();

/** The library's calendar with the today and the now of a time zone, wherever the screen stands. */
export function ZonedPicker({ timeZone, ...props }: PickerProps & { timeZone: string }): ReactNode {
  const picker = pickers.get(timeZone) ?? pickerFor(timeZone);
  pickers.set(timeZone, picker);
  return createElement(picker, props);
}
