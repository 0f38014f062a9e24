/** Light hues after Okabe and Ito, told apart by every kind of colour vision; where neighbours share one, a line parts them. */
const TINTS = ["#56b4e9", "#e69f00", "#009e73", "#cc79a7", "#f0e442", "#0072b2", "#d55e00"] as const;

/** The colour of the n-th thing on paper. */
export const tintOf = (n: number): string => TINTS[n % TINTS.length] ?? TINTS[0];
