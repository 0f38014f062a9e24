/**
 * How long an answer holds for whoever comes to it later. One that bears a time to come, because the machine's clock was set
 * back since, does not: it would hold for as many hours.
 */
export const freshFor =
  (ms: number) =>
  ({ state }: { state: { dataUpdatedAt: number } }): number =>
    state.dataUpdatedAt > Date.now() ? -Infinity : ms; // 0 would be counted from the time to come
