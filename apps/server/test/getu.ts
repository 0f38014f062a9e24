import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const cli = fileURLToPath(new URL("../src/cli.ts", import.meta.url));

/** How a command ended and what it wrote. */
export type CommandOutcome = { code: number | null; stdout: string; stderr: string };

/** Runs a script in a process of its own. */
export async function runNode(
  args: readonly string[],
  environment: Record<string, string> = {},
): Promise<CommandOutcome> {
  const env = { ...process.env, NO_COLOR: "1", ...environment };
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, stdout, stderr };
}

/** Runs the getu command as a user does. */
export const getu = (
  args: readonly string[],
  environment: Record<string, string> = {},
): Promise<CommandOutcome> => runNode([cli, ...args], environment);

/** The object that a command with --json wrote as its last line. */
export const lastObject = ({ stdout }: CommandOutcome): Record<string, unknown> =>
  JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "");
