import type { Writable } from "node:stream";

/** Tells a waiting person what is being done; lines without a terminal, one bar with one. */
export type Progress = {
  /** A step without a count. */
  say(line: string): void;
  /** A step of `total` rows; call with the rows done so far. */
  count(phase: string, total: number): (done: number) => void;
};

const WIDTH = 28;

const bar = (share: number): string => {
  const filled = Math.round(share * WIDTH);
  return `${"█".repeat(filled)}${"░".repeat(WIDTH - filled)}`;
};

const number = (value: number): string => value.toLocaleString("en-US");

/** Without a terminal a long phase says where it stands four times. */
const QUARTERS = 4;

/** Shows progress on `stream`: one line that redraws itself on a terminal, a few lines for each phase elsewhere. */
export function createProgress(stream: Writable & { isTTY?: boolean }): Progress {
  const isTerminal = stream.isTTY === true;
  return {
    say: (line) => stream.write(`${line}\n`),
    count(phase, total) {
      let quarter = 0;
      let isDone = false;
      return (done) => {
        if (isDone) return;
        const share = total === 0 ? 1 : done / total;
        isDone = share >= 1;
        const said = `${number(done)} / ${number(total)}`;
        if (isTerminal) stream.write(`\r${phase.padEnd(10)} ${bar(share)} ${said}${isDone ? "\n" : ""}`);
        else if (Math.floor(share * QUARTERS) > quarter) stream.write(`${phase}: ${said}\n`);
        quarter = Math.floor(share * QUARTERS);
      };
    },
  };
}
