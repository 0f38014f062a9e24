/** From late but not climbed to the top of the chain; each can be read on a panel, and told from its neighbour without hue. */
export const RUNG_COLOURS = ["#fff3cf", "#ffd866", "#ffab2e", "#ff7d5c", "#ff5f8f"] as const;
