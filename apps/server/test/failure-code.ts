/** The code by which a refused request says why. */
export const codeOf = async (answer: Response): Promise<string> =>
  ((await answer.json()) as { error: { message: string } }).error.message;
