/** For how long nothing was heard. */
export type Silence = {
  /** Something is heard now. */
  end: () => void;
  ms: () => number;
};

/**
 * Begins now. Goes by the machine's clock and by the page's own, whichever says longer: the first may be set back by hours,
 * the second stands while the machine sleeps.
 */
export function createSilence(): Silence {
  let [clockAt, pageAt] = [Date.now(), performance.now()];
  return {
    end() {
      [clockAt, pageAt] = [Date.now(), performance.now()];
    },
    ms: () => Math.max(Date.now() - clockAt, performance.now() - pageAt),
  };
}
