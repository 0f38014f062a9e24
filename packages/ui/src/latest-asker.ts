/** Asks for what is wanted last, as often as there are frames to show the answer in. */
export type LatestAsker<Question> = {
  /** What was wanted before and is not asked yet is passed over. */
  want: (question: Question) => void;
};

/** How an asker asks and shows. */
export type LatestAskerOptions<Question, Answer> = {
  /** Questions on their way at once. */
  most: number;
  /** A question that fails is passed over as well; `isPassed` tells when another has been wanted since. */
  ask: (question: Question, isPassed: () => boolean) => Promise<Answer>;
  show: (answer: Answer) => void;
  /** Calls `work` once, before the next frame is drawn. */
  beforeFrame: (work: () => void) => void;
};

/**
 * No more than `most` questions are on their way, and of those that wait only the last is kept. A frame asks one question
 * at most and shows one answer at most: what was asked for is shown, because to answer costs more than to show. Nothing is
 * shown after the answer to a later question.
 */
export function createLatestAsker<Question, Answer>({
  most,
  ask,
  show,
  beforeFrame,
}: LatestAskerOptions<Question, Answer>): LatestAsker<Question> {
  let wanted: { question: Question } | null = null;
  /** Those that wait for a frame, in the order of the questions; never more than `most`: a frame asks one and shows one. */
  const answered: { order: number; answer: Answer }[] = [];
  let [asked, shown, onTheWay] = [0, 0, 0];
  let isDue = false;

  function expectFrame(): void {
    if (isDue || !(answered.length > 0 || (wanted && onTheWay < most))) return;
    isDue = true;
    beforeFrame(onFrame);
  }

  /** Asks first: the answer is on its way while this frame is painted. */
  function onFrame(): void {
    isDue = false;
    const next = answered.shift();
    if (wanted && onTheWay < most) void send(wanted.question);
    if (next) {
      shown = next.order;
      show(next.answer);
    }
    expectFrame();
  }

  async function send(question: Question): Promise<void> {
    wanted = null;
    const order = ++asked;
    onTheWay += 1;
    try {
      const answer = await ask(question, () => wanted !== null || order < asked);
      if (order > shown) answered.push({ order, answer });
      answered.sort((a, b) => a.order - b.order);
    } catch {
      // The old answer stays; who keeps the last question fresh asks it again.
    }
    onTheWay -= 1;
    expectFrame();
  }

  return {
    want(question) {
      wanted = { question };
      expectFrame();
    },
  };
}
