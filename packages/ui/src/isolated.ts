/** A text of somebody's own for the middle of a sentence: whatever its script runs to, the words around it stay in order. */
export const isolated = (text: string): string => `\u2068${text}\u2069`;
