/** From late but not climbed to the top of the chain: each can be read on a panel, and told from the next without its hue. */
export const RUNG_COLOURS = ["#fffbe8", "#ffdd70", "#ffb02e", "#f98b3f", "#f0606b"] as const;
