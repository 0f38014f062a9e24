/** Of a dialog that asks for a line. */
export const ASK_WIDTH = 520;

/** Of one that shows what a change comes to: seven columns of leaders and their work. */
export const REPORT_WIDTH = 760;
