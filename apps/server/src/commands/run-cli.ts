import "./colour.ts";
import { SourceError } from "@getu/sources";
import { defineCommand, runCommand, runMain, showUsage } from "citty";
import type { ArgsDef, CommandDef } from "citty";
import { StartError } from "../start-error.ts";

/** Commands load when they are called: `assign` needs no database and shall not wait for one to load. */
const getu = defineCommand({
  meta: { name: "getu", description: "Getu 格图: one live map for grid governance" },
  subCommands: {
    assign: async () => (await import("./assign.ts")).assignCommand,
    audit: async () => (await import("./audit.ts")).auditCommand,
    "demo-links": async () => (await import("./demo-links.ts")).demoLinksCommand,
    hold: async () => (await import("./hold.ts")).holdCommand,
    import: async () => (await import("./import.ts")).importCommand,
    open311: async () => (await import("./open311.ts")).open311Command,
    "push-key": async () => (await import("./push-key.ts")).pushKeyCommand,
    retain: async () => (await import("./retain.ts")).retainCommand,
    seed: async () => (await import("./seed.ts")).seedCommand,
  },
});

/** Exit codes: 0 done, 1 the work could not be done, 2 the command line cannot be read. */
export async function runCli(rawArgs: string[]): Promise<0 | 1 | 2> {
  if (rawArgs.some((argument) => argument === "--help" || argument === "-h"))
    await runMain(getu, { rawArgs, showUsage: showHelp });
  try {
    await runCommand(getu, { rawArgs });
    return 0;
  } catch (error) {
    return complain(error);
  }
}

/** Usage names a command after its parent alone, so a parent below `getu` has to bring that word along. */
async function showHelp<T extends ArgsDef>(command: CommandDef<T>, parent?: CommandDef<T>): Promise<void> {
  const meta = await (typeof parent?.meta === "function" ? parent.meta() : parent?.meta);
  const name = meta?.name ?? "getu";
  await showUsage(command, name === "getu" ? parent : { ...parent, meta: { ...meta, name: `getu ${name}` } });
}

/** The store says what is wrong in plain errors; anything with a name of its own (TypeError, …) is a bug. */
const isPlain = (error: unknown): boolean => error instanceof Error && error.name === "Error";

function complain(error: unknown): 1 | 2 {
  const known = error instanceof SourceError || error instanceof StartError || isPlain(error);
  const isUsage = error instanceof Error && error.name === "CLIError";
  const message = error instanceof Error ? error.message : String(error);
  // A bug keeps its stack: it is for whoever mends it.
  const text = known || isUsage || !(error instanceof Error) ? message : (error.stack ?? message);
  process.stderr.write(`getu: ${text}\n${isUsage ? "Add --help to see the options.\n" : ""}`);
  return isUsage ? 2 : 1;
}
