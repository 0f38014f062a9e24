import type { Channel, Label, Severity } from "@getu/domain";

/** The language of an exported file. */
export type ExportLanguage = keyof Label;

/** What files call their columns, in both languages. */
export const TITLES = {
  number: { zh: "编号", en: "No." },
  externalId: { zh: "外部编号", en: "External no." },
  category: { zh: "类别", en: "Category" },
  condition: { zh: "情形", en: "Condition" },
  severity: { zh: "程度", en: "Severity" },
  channel: { zh: "来源", en: "Channel" },
  status: { zh: "状态", en: "Status" },
  summary: { zh: "内容", en: "Summary" },
  grid: { zh: "网格", en: "Grid" },
  owner: { zh: "责任方", en: "Owner" },
  occurred: { zh: "发生时间", en: "Happened" },
  reported: { zh: "上报时间", en: "Reported" },
  due: { zh: "时限", en: "Due" },
  closed: { zh: "办结时间", en: "Closed" },
  longitude: { zh: "经度", en: "Longitude" },
  latitude: { zh: "纬度", en: "Latitude" },
  above: { zh: "上级网格", en: "Grid above" },
  month: { zh: "月份", en: "Month" },
  medianAnswer: { zh: "首次响应中位（小时）", en: "Median first answer (h)" },
} as const satisfies Record<string, Label>;

/** What files call where a report comes from. */
export const CHANNEL_WORDS: Readonly<Record<Channel, Label>> = {
  hotline: { zh: "热线", en: "Hotline" },
  snapshot: { zh: "随手拍", en: "Resident's snapshot" },
  "opinion-box": { zh: "民情意见箱", en: "Opinion box" },
  mailbox: { zh: "社区书记信箱", en: "Secretary's mailbox" },
  patrol: { zh: "巡查", en: "Patrol" },
  visit: { zh: "走访", en: "Household visit" },
  meeting: { zh: "议事会", en: "Residents' meeting" },
  device: { zh: "设备告警", en: "Device alarm" },
  petition: { zh: "信访转办", en: "Petition office" },
};

/** What files call how much an incident weighs. */
export const SEVERITY_WORDS: Readonly<Record<Severity, Label>> = {
  minor: { zh: "一般", en: "Minor" },
  major: { zh: "重大", en: "Major" },
  urgent: { zh: "紧急", en: "Urgent" },
};

/** Text of a local time that sorts as it reads: `2026-11-26 14:05`. */
export function createTimeText(timeZone: string): (iso: string | null) => string | null {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
  return (iso) => (iso === null ? null : format.format(new Date(iso)));
}
