import type { Benchmark, Outcome } from "../benchmark.ts";
import { toRounds, toShort } from "../format.ts";
import { countInIndex } from "../heat-contenders.ts";
import { createHistory } from "../heat-history.ts";
import { createQuestions } from "../heat-question.ts";
import type { HeatQuestion } from "../heat-question.ts";
import { toSvg } from "../line-chart.ts";
import type { ChartLine } from "../line-chart.ts";
import { collectGarbage, medianOf, secondsOf } from "../measure.ts";
import { buildHeatIndex } from "./heat.ts";

const QUESTIONS = 15;

/** Each question so often: a millisecond is soon spoilt. */
const ROUNDS = 5;

/** CPU seconds of a question over a history, the median of each round, by the index's own choice and by a plain scan. */
type Measured = { count: number; cells: number; seconds: number[]; scanSeconds: number[] };

async function timesOf(
  questions: readonly HeatQuestion[],
  ask: (question: HeatQuestion) => unknown,
): Promise<number[]> {
  for (const question of questions) ask(question); // the compiler's turn
  await collectGarbage(); // a long history leaves much behind, and other threads still sweep it
  const timeOf = (question: HeatQuestion): number => {
    const started = secondsOf("cpu");
    ask(question);
    return secondsOf("cpu") - started;
  };
  return Array.from({ length: ROUNDS }, () => medianOf(questions.map(timeOf)));
}

async function measureSize(count: number): Promise<Measured> {
  const { index } = await buildHeatIndex(createHistory(count));
  const questions = createQuestions({ view: "city", window: "1 y", count: QUESTIONS });
  return {
    count,
    cells: medianOf(questions.map((question) => countInIndex(index, question).cells)),
    seconds: await timesOf(questions, (question) => countInIndex(index, question)),
    scanSeconds: await timesOf(questions, (question) => countInIndex(index, question, "scan")),
  };
}

function chartOf(measured: readonly Measured[]): string {
  const line = (
    look: Pick<ChartLine, "name" | "colour" | "labels">,
    msOf: (each: Measured) => number,
  ): ChartLine => ({
    ...look,
    points: measured.map((each) => ({ x: each.count, y: msOf(each), label: toShort(msOf(each)) })),
  });
  return toSvg({
    title: "Heat of a year over the whole city, 3 of 12 categories: CPU time as the history grows",
    xTitle: "incidents in two years of history",
    yTitle: "ms of CPU",
    lines: [
      line(
        { name: "plain scan", colour: "#b3541e", labels: "above" },
        ({ scanSeconds }) => 1000 * medianOf(scanSeconds),
      ),
      line(
        { name: "heat index", colour: "#1f5fa8", labels: "below" },
        ({ seconds }) => 1000 * medianOf(seconds),
      ),
    ],
  });
}

/** The same question over more and more history. */
export const heatGrowth: Benchmark = {
  name: "heat-growth",
  async run({ quick, say }): Promise<Outcome> {
    const sizes = quick ? [100_000, 400_000] : [100_000, 1_000_000, 10_000_000, 40_000_000];
    const measured: Measured[] = [];
    for (const size of sizes) {
      say(`heat growth: ${toShort(size)} incidents`);
      measured.push(await measureSize(size));
    }
    const [small, large] = [measured[quick ? 0 : 1]!, measured.at(-1)!]; // two at least
    const perCell = ({ seconds, cells }: Measured): number => medianOf(seconds) / cells;
    const details = measured
      .map(
        ({ count, seconds, cells }) =>
          `${toShort(count)}: ${toRounds(seconds.map((each) => 1000 * each))} ms for ${cells} cells`,
      )
      .join(", ");
    return {
      rows: [
        {
          name: `heat, city 1 y: time for a non-empty cell over ${toShort(large.count)} against ${toShort(small.count)} incidents`,
          peer: "itself",
          value: perCell(large) / perCell(small),
          unit: "×",
          better: "lower",
          floor: 5,
          goal: 3,
          details,
        },
      ],
      leftOut: [],
      charts: [{ file: "heat-growth.svg", svg: chartOf(measured) }],
    };
  },
};
