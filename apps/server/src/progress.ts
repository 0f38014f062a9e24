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

/** Shows progress on `stream`: one line that redraws itself on a terminal, one line for each phase elsewhere. */
export function createProgress(stream: Writable & { isTTY?: boolean }): Progress {
  const isTerminal = stream.isTTY === true;
  return {
    say: (line) => stream.write(`${line}\n`),
    count(phase, total) {
      return (done) => {
        const isDone = done >= total;
        if (isTerminal) {
          const line = `${phase.padEnd(10)} ${bar(total === 0 ? 1 : done / total)} ${number(done)} / ${number(total)}`;
          stream.write(`\r${line}${isDone ? "\n" : ""}`);
        } else if (isDone) stream.write(`${phase}: ${number(done)}\n`);
      };
    },
  };
}
