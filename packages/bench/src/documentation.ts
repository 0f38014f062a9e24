import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const FORMATTER = fileURLToPath(new URL("../../../node_modules/.bin/oxfmt", import.meta.url));

const [BEGIN, END] = ["<!-- bench:begin -->", "<!-- bench:end -->"];

/** Puts text between the two markers of a document; what stands around them stays. */
export function replaceMarked(document: string, text: string): string {
  const [begin, end] = [document.indexOf(BEGIN), document.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`the document lacks ${BEGIN} … ${END}`);
  return `${document.slice(0, begin + BEGIN.length)}\n\n${text}\n\n${document.slice(end)}`;
}

/** Writes text between the markers of a file that is there. */
export function writeMarked(path: string, text: string): void {
  if (!existsSync(path)) throw new Error(`${path} is missing`);
  writeFileSync(path, replaceMarked(readFileSync(path, "utf8"), text));
  execFileSync(FORMATTER, [path], { stdio: "ignore" }); // tables are aligned as the check of the repository wants them
}
