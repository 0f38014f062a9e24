const STEPS = [1, 2, 5];

/** The longest round length, in metres, that is no longer than so many millimetres of paper. */
export function scaleBarMetres(metresPerMm: number, mostMm: number): number {
  const most = metresPerMm * mostMm;
  const power = 10 ** Math.floor(Math.log10(most));
  const steps = STEPS.filter((step) => step * power <= most * (1 + 1e-9)); // a power of ten is not always exact
  return power * (steps.at(-1) ?? 1);
}
