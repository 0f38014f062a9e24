/**
 * What becomes of each value of some lists, one by one and only when it is asked for. An async generator would wait
 * three turns for each value that is there already, and leave as many promises behind.
 */
export function oneByOne<From, To>(
  lists: AsyncGenerator<readonly From[]>,
  toValue: (value: From) => To,
): AsyncIterableIterator<To, void> {
  let list: readonly From[] = [];
  let at = 0;
  const take = (): IteratorResult<To, void> => ({ done: false, value: toValue(list[at++]!) }); // asked before its end
  const takeLater = async (): Promise<IteratorResult<To, void>> => {
    while (at === list.length) {
      const next = await lists.next();
      if (next.done === true) return { done: true, value: undefined };
      list = next.value;
      at = 0;
    }
    return take();
  };
  return {
    next: () => (at < list.length ? Promise.resolve(take()) : takeLater()),
    async return() {
      await lists.return(undefined);
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
