import type { HeatIndex, HeatPlan } from "@getu/heat";
import { VIEWS } from "./heat-question.ts";
import type { HeatCount, HeatQuestion } from "./heat-question.ts";
import { dropHopeless, secondsOf } from "./measure.ts";
import type { Contender } from "./measure.ts";
import type { HeatDuckdb } from "./peers/heat-duckdb.ts";
import { HEAT_PLANS } from "./peers/heat-postgres.ts";
import type { HeatPostgres } from "./peers/heat-postgres.ts";

/** All with the same history. */
export type Peers = { index: HeatIndex; postgres: HeatPostgres; duckdb: HeatDuckdb | null };

/** Of each case so many questions are asked of all before the rounds begin. */
export const TRIED = 2;

/** Asks the index; throws when it refuses. */
export function countInIndex(
  index: HeatIndex,
  { view, from, to, categories }: HeatQuestion,
  plan: HeatPlan = "auto",
): HeatCount {
  const answer = index.count({ window: { from, to }, view, categories: categories.map(String) }, plan);
  if (answer.kind === "refused") throw new Error(`the heat index refuses: ${answer.refusal.code}`);
  return {
    cells: answer.cells.count.length,
    incidents: answer.cells.count.reduce((sum, count) => sum + count, 0),
  };
}

type Counting = { count: (question: HeatQuestion) => unknown; seconds?: () => number };

/** In each round the same questions in the same order. */
const contender = (
  name: string,
  questions: readonly HeatQuestion[],
  { count, seconds = () => secondsOf("cpu") }: Counting,
): Contender => ({
  name,
  seconds,
  async round() {
    for (const question of questions) await count(question);
    return questions.length;
  },
});

/** The index as the server asks it. */
export const indexContender = ({ index }: Peers, questions: readonly HeatQuestion[]): Contender =>
  contender("index", questions, { count: (question) => countInIndex(index, question) });

/** What looks at every incident of the window, in this process. */
export const scansFor = ({ index, duckdb }: Peers, questions: readonly HeatQuestion[]): Contender[] => [
  contender("plain scan", questions, { count: (question) => countInIndex(index, question, "scan") }),
  ...(duckdb ? [contender("DuckDB", questions, { count: (question) => duckdb.count(question) })] : []),
];

/** PostgreSQL's plans that may be its best one here; the roll-up knows the city's cells alone. */
export async function plansFor(
  { postgres }: Peers,
  questions: readonly HeatQuestion[],
): Promise<Contender[]> {
  const isCity = questions[0]?.view.level === VIEWS.city.level;
  const contendersFor = (some: readonly HeatQuestion[]): Contender[] =>
    HEAT_PLANS.filter((plan) => plan !== "roll-up" || isCity).map((plan) =>
      contender(plan, some, {
        count: (question) => postgres.count(plan, question),
        seconds: postgres.seconds,
      }),
    );
  const hopeful = await dropHopeless(contendersFor(questions.slice(0, TRIED)));
  return contendersFor(questions).filter(({ name }) => hopeful.some((plan) => plan.name === name));
}

/** Throws unless all give the same number of cells and of incidents for each question. */
export async function demandAgreement(peers: Peers, questions: readonly HeatQuestion[]): Promise<void> {
  for (const question of questions) {
    const expected = JSON.stringify(countInIndex(peers.index, question));
    for (const answer of await othersCount(peers, question)) {
      if (JSON.stringify({ cells: answer.cells, incidents: answer.incidents }) !== expected)
        throw new Error(`heat answers differ: ${expected} and ${JSON.stringify(answer)}`);
    }
  }
}

async function othersCount({ postgres, duckdb }: Peers, question: HeatQuestion): Promise<HeatCount[]> {
  const answers: (HeatCount | null)[] = duckdb ? [await duckdb.count(question)] : [];
  for (const plan of HEAT_PLANS) answers.push(await postgres.count(plan, question));
  return answers.filter((answer) => answer !== null);
}
