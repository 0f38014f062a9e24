/** Lets a fixed number of pieces of work run at once; the others wait in the order they came. */
export type Slots = { run<T>(work: () => Promise<T>): Promise<T> };

/** Slots for `atOnce` pieces of work. */
export function createSlots(atOnce: number): Slots {
  const waiting: (() => void)[] = [];
  let free = atOnce;

  async function enter(): Promise<void> {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  }

  /** A slot goes straight to the next in line: a newcomer cannot overtake. */
  function leave(): void {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  }

  return {
    async run(work) {
      await enter();
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
}
