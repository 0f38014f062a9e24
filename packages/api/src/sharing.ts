/** Has what is asked by the same name while it is on its way made once. */
export function createSharing() {
  const underWay = new Map<string, Promise<unknown>>();
  return async <Answer>(name: string, make: () => Promise<Answer>): Promise<Answer> => {
    const known = underWay.get(name) as Promise<Answer> | undefined; // the name tells the kind of answer
    if (known) return known;
    const made = make();
    underWay.set(name, made);
    return made.finally(() => underWay.delete(name));
  };
}
