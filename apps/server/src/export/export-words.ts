import type { GridTree, Label } from "@getu/domain";

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
  everyDays: { zh: "走访周期（天）", en: "Rhythm (days)" },
  kind: { zh: "种类", en: "Kind" },
  household: { zh: "住户", en: "Address" },
  openedBy: { zh: "登记人", en: "Taken down by" },
  answer: { zh: "答复", en: "Answer" },
  answered: { zh: "答复时间", en: "Answered" },
  answeredBy: { zh: "答复人", en: "Answered by" },
  corrections: { zh: "更正次数", en: "Corrections" },
  month: { zh: "月份", en: "Month" },
  medianAnswer: { zh: "首次响应中位（小时）", en: "Median first answer (h)" },
} as const satisfies Record<string, Label>;

/** The row that sums up a table by grids. */
export const TOTAL: Label = { zh: "合计", en: "Total" };
/** The row of what lies in no grid of the tier. */
export const NOT_IN_TIER: Label = { zh: "未落入该层网格", en: "In no grid of this tier" };

/** What the name of a file says that it holds. */
export const WHAT = {
  incidents: { zh: "事件", en: "incidents" },
  assessment: { zh: "网格考核", en: "assessment" },
  assessmentThen: { zh: "网格考核（按当时界线）", en: "assessment as it was" },
  visits: { zh: "走访覆盖", en: "visits" },
  needs: { zh: "诉求与微心愿", en: "needs" },
  boundaries: { zh: "网格界线", en: "boundaries" },
} as const satisfies Record<string, Label>;

/** A grid with everything above it, the coarsest first; null = it lies in none. */
export const pathText = (tree: GridTree, gridId: number | null): string | null =>
  gridId === null
    ? null
    : tree
        .chainOf(gridId)
        .map(({ name }) => name)
        .toReversed()
        .join(" / ");

/** Text of a local time that sorts as it reads: `2026-11-26 14:05`. */
export function createTimeText(timeZone: string): (iso: string | null) => string | null {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
  return (iso) => (iso === null ? null : format.format(new Date(iso)));
}
