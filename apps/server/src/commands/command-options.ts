import { SourceError } from "@getu/sources";
import { parseCrs } from "@getu/geometry/crs";
import type { CrsName } from "@getu/geometry";
import { defineCittyPlugin } from "citty";
import type { ArgsDef } from "citty";

/** A command line that cannot be read; carries the name by which citty's own such errors are known. */
export class UsageError extends Error {
  override name = "CLIError";
}

const camelCase = (name: string): string =>
  name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Refuses options that do not exist, come twice or lack their value; citty alone would take them in silence. */
export const strictOptions = defineCittyPlugin({
  name: "strict-options",
  setup({ rawArgs, args, cmd }) {
    const known = cmd.args as ArgsDef; // commands here declare their options as plain objects
    const short = rawArgs.find((argument) => /^-[a-z]/i.test(argument));
    if (short !== undefined) throw new UsageError(`there is no option ${short}`);
    const given = rawArgs
      .filter((argument) => argument.startsWith("--"))
      .map((argument) => argument.slice(2).split("=")[0]!); // split gives at least one part
    for (const name of given) {
      const option = Object.entries(known).find(([key]) => key === name || camelCase(key) === name)?.[1];
      if (!option || option.type === "positional") throw new UsageError(`there is no option --${name}`);
      if (option.type !== "boolean" && args[name] === "") throw new UsageError(`--${name} needs a value`);
      if (given.indexOf(name) !== given.lastIndexOf(name)) throw new UsageError(`--${name} is given twice`);
    }
    const positionals = Object.values(known).filter(({ type }) => type === "positional").length;
    const extra = args._[positionals];
    if (extra !== undefined) throw new UsageError(`do not know what to do with "${extra}"`);
  },
});

/** Reads the name of a coordinate system from an option. */
export function readCrs(text: string): CrsName {
  try {
    return parseCrs(text);
  } catch (error) {
    throw new SourceError(error instanceof Error ? error.message : String(error));
  }
}

/** Reads a number from an option; `above` is not included, `max` is. */
export function readNumber(
  option: string,
  text: string,
  { above, max }: { above: number; max: number },
): number {
  const value = Number(text);
  if (text.trim() !== "" && value > above && value <= max) return value;
  throw new UsageError(`--${option} needs a number above ${above} and up to ${max}, not "${text}"`);
}
