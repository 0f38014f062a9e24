import type { Benchmark, Outcome } from "../benchmark.ts";
import { toShort } from "../format.ts";
import { createHistory } from "../heat-history.ts";
import { createQuestions } from "../heat-question.ts";
import { medianOf, secondsOf } from "../measure.ts";
import { buildHeatIndex, countInIndex } from "./heat.ts";

const QUESTIONS = 15;

/** CPU seconds and non-empty cells of a year over the whole city. */
async function measureSize(count: number): Promise<{ count: number; seconds: number; cells: number }> {
  const { index } = await buildHeatIndex(createHistory(count));
  const questions = createQuestions({ view: "city", window: "1 y", count: QUESTIONS });
  for (const question of questions) countInIndex(index, question); // the compiler's turn
  const answers = questions.map((question) => {
    const started = secondsOf("cpu");
    const { cells } = countInIndex(index, question);
    return { seconds: secondsOf("cpu") - started, cells };
  });
  return {
    count,
    seconds: medianOf(answers.map(({ seconds }) => seconds)),
    cells: medianOf(answers.map(({ cells }) => cells)),
  };
}

/** The same question over more and more history. */
export const heatGrowth: Benchmark = {
  name: "heat-growth",
  async run({ quick, say }): Promise<Outcome> {
    const sizes = quick ? [100_000, 400_000] : [100_000, 1_000_000, 10_000_000, 40_000_000];
    const measured = [];
    for (const size of sizes) {
      say(`heat growth: ${toShort(size)} incidents`);
      measured.push(await measureSize(size));
    }
    const [small, large] = [measured[quick ? 0 : 1]!, measured.at(-1)!]; // two at least
    const perCell = ({ seconds, cells }: typeof small): number => seconds / cells;
    const details = measured
      .map(
        ({ count, seconds, cells }) => `${toShort(count)}: ${toShort(1000 * seconds)} ms for ${cells} cells`,
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
    };
  },
};
