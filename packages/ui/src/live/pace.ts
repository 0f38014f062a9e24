/** Work that many call for. */
export type Pace = { call: () => void; stop: () => void };

/** Does a piece of work at once, and then at most once in so long, for all who have called meanwhile. */
export function createPace(work: () => void, everyMs: number): Pace {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isCalled = false;
  function begin(): void {
    isCalled = false;
    timer = setTimeout(rest, everyMs);
    work();
  }
  function rest(): void {
    timer = undefined;
    if (isCalled) begin();
  }
  return {
    call() {
      if (timer === undefined) begin();
      else isCalled = true;
    },
    stop: () => clearTimeout(timer),
  };
}
