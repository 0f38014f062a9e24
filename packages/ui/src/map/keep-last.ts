/** The same answer as the time before to the same question; only that one is kept. */
export function keepLast<Question, Answer>(
  answerTo: (question: Question) => Answer,
): (question: Question) => Answer {
  let last: { question: Question; answer: Answer } | null = null;
  return (question) => {
    if (last?.question !== question) last = { question, answer: answerTo(question) };
    return last.answer;
  };
}
