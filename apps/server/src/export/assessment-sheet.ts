import { readInTurn } from "@getu/api";
import type { Context } from "@getu/api";
import { answerMsOf, FIGURES, rateOf, RATES, scopeOf } from "@getu/domain";
import type { Figure, GridFigures, Label, Lines, Territory } from "@getu/domain";
import { assessMonth } from "@getu/store";
import { NOT_IN_TIER, TITLES, TOTAL } from "./export-words.ts";
import type { ExportLanguage } from "./export-words.ts";
import type { CountedSheet } from "./incident-sheet.ts";
import type { Cell } from "./sheet.ts";

/** A month of assessment as it is to be exported. */
export type AssessmentExport = { month: string; tier: number; lines: Lines; language: ExportLanguage };

const HOUR_MS = 3_600_000;

const FIGURE_TITLES: Readonly<Record<Figure, Label>> = {
  reported: { zh: "上报", en: "Reported" },
  found: { zh: "主动发现", en: "Found by us" },
  answered: { zh: "已响应", en: "Answered" },
  due: { zh: "到期", en: "Fell due" },
  "on-time": { zh: "按期办结", en: "Done on time" },
  exempt: { zh: "经批准免责", en: "Excused" },
  late: { zh: "超期", en: "Late" },
  closed: { zh: "办结", en: "Closed" },
  reopened: { zh: "返工", en: "Reopened" },
  moved: { zh: "批准改期", en: "Deadlines moved" },
  rated: { zh: "评价", en: "Rated" },
  satisfied: { zh: "满意", en: "Satisfied" },
};
const RATE_TITLES: Readonly<Record<keyof typeof RATES, Label>> = {
  onTime: { zh: "按期率", en: "On-time rate" },
  exempt: { zh: "免责率", en: "Excused rate" },
  reopened: { zh: "返工率", en: "Reopen rate" },
  found: { zh: "主动发现率", en: "Share found by us" },
  satisfied: { zh: "满意率", en: "Satisfaction" },
};
const TOO_FEW: Label = { zh: "件数过少", en: "too few" };

const RATE_NAMES = Object.keys(RATES) as (keyof typeof RATES)[];

function figureCells(figures: GridFigures, language: ExportLanguage): Cell[] {
  const { counts } = figures;
  const answerMs = answerMsOf(figures);
  const rates = RATE_NAMES.map((name): Cell => {
    const { share } = rateOf(figures, name);
    return share === null ? TOO_FEW[language] : Math.round(share * 10_000) / 10_000;
  });
  const hours = answerMs === null ? TOO_FEW[language] : Math.round(answerMs / (HOUR_MS / 100)) / 100;
  return [...FIGURES.map((figure) => counts[figure]), ...rates, hours];
}

/** A month by the grids of one tier, as the viewer may export it: every rate beside the counts that it stands on. */
export async function assessmentSheet(
  context: Context,
  territory: Territory,
  { language, ...asked }: AssessmentExport,
): Promise<CountedSheet> {
  const scope = scopeOf(context.viewer, "incident.export", territory.id);
  const question = { ...asked, ...scope, timeZone: territory.timeZone };
  const assessment = await readInTurn(context, {
    name: "export",
    asked: question,
    read: (month) => assessMonth(context.db, month),
  });
  const row = (name: string, above: string | null, figures: GridFigures): Cell[] => [
    asked.month,
    name,
    above,
    ...figureCells(figures, language),
  ];
  const table = [
    row(TOTAL[language], null, assessment.total),
    ...assessment.grids.map(({ name, above, ...figures }) => row(name, above, figures)),
    row(NOT_IN_TIER[language], null, assessment.elsewhere),
  ];
  async function* rows(): AsyncGenerator<Cell[]> {
    yield* table;
  }
  const titles = [
    TITLES.month,
    TITLES.grid,
    TITLES.above,
    ...FIGURES.map((figure) => FIGURE_TITLES[figure]),
    ...RATE_NAMES.map((name) => RATE_TITLES[name]),
    TITLES.medianAnswer,
  ];
  return {
    titles: titles.map((title) => title[language]),
    rows: rows(),
    written: table.length,
    leftOut: 0,
    isMore: false,
  };
}
