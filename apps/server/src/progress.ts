import type { Writable } from "node:stream";

/** Tells a waiting person what is being done; lines without a terminal, one bar with one. */
export type Progress = {
  /** A step without a count. */
  say(line: string): void;
  /** A step of `total` rows; call with the rows done so far. */
  count(phase: string, total: number): (done: number) => void;
};

/** Where progress is shown, and a clock in milliseconds. */
export type ProgressPlace = { stream: Writable & { isTTY?: boolean }; now?: () => number };

const WIDTH = 28;

const bar = (share: number): string => {
  const filled = Math.round(share * WIDTH);
  return `${"█".repeat(filled)}${"░".repeat(WIDTH - filled)}`;
};

const number = (value: number): string => value.toLocaleString("en-US");

const minutesOf = (seconds: number): string => `${Math.ceil(seconds / 60)} min`;

const timeOf = (seconds: number): string => (seconds < 90 ? `${Math.ceil(seconds)} s` : minutesOf(seconds));

/** Before that the first rows and what they waited for would be taken for the speed. */
const SPEED_AFTER_SECONDS = 1;

/** ` · 18,000 rows/s, 7 min left`; empty while nothing is known of the speed. */
function speedOf(done: number, { total, seconds }: { total: number; seconds: number }): string {
  if (done === 0 || seconds < SPEED_AFTER_SECONDS) return "";
  const rate = done / seconds;
  const rest = done < total ? `${timeOf((total - done) / rate)} left` : `in ${timeOf(seconds)}`;
  return ` · ${number(Math.round(rate))} rows/s, ${rest}`;
}

/** Without a terminal a long phase says where it stands ten times. */
const STEPS = 10;

/** Shows progress on `stream`: one line that redraws itself on a terminal, a few lines for each phase elsewhere. */
export function createProgress({ stream, now = () => performance.now() }: ProgressPlace): Progress {
  const isTerminal = stream.isTTY === true;
  const eraseRest = "\u001b[K"; // the line before may have been longer
  return {
    say: (line) => stream.write(`${line}\n`),
    count(phase, total) {
      const startedMs = now();
      let step = 0;
      let isDone = false;
      return (done) => {
        if (isDone) return;
        const share = total === 0 ? 1 : done / total;
        isDone = share >= 1;
        const seconds = (now() - startedMs) / 1000;
        const said = `${number(done)} / ${number(total)}${speedOf(done, { total, seconds })}`;
        if (isTerminal)
          stream.write(`\r${phase.padEnd(10)} ${bar(share)} ${said}${eraseRest}${isDone ? "\n" : ""}`);
        else if (Math.floor(share * STEPS) > step && (isDone || seconds >= SPEED_AFTER_SECONDS))
          stream.write(`${phase}: ${said}\n`);
        step = Math.floor(share * STEPS);
      };
    },
  };
}

/** Passes records on and reports how many have passed. */
export async function* counted<T>(
  records: Iterable<T> | AsyncIterable<T>,
  report: (done: number) => void,
): AsyncGenerator<T> {
  let done = 0;
  for await (const record of records) {
    yield record;
    done += 1;
    if (done % 1000 === 0) report(done);
  }
  report(done);
}
